"""Imports PyYAML before pytester runs a test suite inside this one.

pytester drops every module that an inner run imported, but a C extension stays loaded: that of PyYAML would then make
nodes of classes that the newly imported loaders do not know. Imported here, PyYAML is never dropped.
"""

import yaml  # noqa: F401 - see above
