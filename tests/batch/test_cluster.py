"""The batch on a real Dask cluster of two worker processes: the same files, byte for byte, and each failure by name."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from distributed import Client, LocalCluster
from tests.batch.bodies import files_in, write_body

import gk_docs as gk
from gk_docs.batch.write_all import write_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    settings: dict[str, Any] = {"n_workers": 2, "threads_per_worker": 1, "processes": True, "dashboard_address": ":0"}
    with LocalCluster(**settings) as cluster, Client(cluster) as connected:  # type: ignore[no-untyped-call]  # theirs
        yield connected


def test_the_cluster_has_two_processes_beside_this_one(client: Any) -> None:
    assert len({os.getpid(), *client.run(os.getpid).values()}) == 3


def test_a_cluster_writes_what_one_machine_writes(client: Any, tmp_path: Path) -> None:
    inputs = [write_body(tmp_path / "县", f"第{number}镇") for number in range(30)]
    inputs.append(write_body(tmp_path / "县", "坏镇", more="其他: 1\n"))
    results = list(write_all(inputs, tmp_path / "集群", formats=("docx", "json"), executor=client.get_executor()))
    with ThreadPoolExecutor(2) as pool:
        alone = list(write_all(inputs, tmp_path / "本机", formats=("docx", "json"), executor=pool))
    assert {(one.body, one.status) for one in results} == {(one.body, one.status) for one in alone}
    (failed,) = (one for one in results if one.status == "failed")
    assert (failed.problems[0].file, failed.problems[0].line) == ("坏镇2024.yaml", 7)
    written = files_in(tmp_path / "集群")
    assert written == files_in(tmp_path / "本机")
    assert all((tmp_path / "集群" / name).read_bytes() == (tmp_path / "本机" / name).read_bytes() for name in written)
    assert len(written) == 60


def test_objects_travel_to_the_workers_too(client: Any, tmp_path: Path) -> None:
    reports = [gk.AnnualReport(agency=gk.Agency(name=f"第{number}镇"), year=2024) for number in range(8)]
    results = list(write_all(reports, tmp_path, executor=client.get_executor()))
    assert {one.status for one in results} == {"written"}
    assert len(list(tmp_path.glob("*.docx"))) == 8
    next(tmp_path.glob("*.docx")).unlink()
    again = list(write_all(reports, tmp_path, executor=client.get_executor()))
    assert sorted(one.status for one in again) == ["unchanged"] * 7 + ["written"]
    assert len(list(tmp_path.glob("*.docx"))) == 8
