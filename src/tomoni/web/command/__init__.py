"""The command line: `tomoni`. Each command is one module, imported only when it is called."""
