"""What a clerk types: YAML and the workbook, both ways, in the form's own words, each problem with its line."""
