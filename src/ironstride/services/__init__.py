"""One module per use case: the only place where importers, storage, core and exporters meet."""
