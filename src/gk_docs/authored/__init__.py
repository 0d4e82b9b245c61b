"""Read and write what a clerk types, YAML or a workbook, in the form's own words; each problem names its line."""
