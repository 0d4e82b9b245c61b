"""Many reports are written: jobs, done anywhere, of which each leaves a result and a record."""
