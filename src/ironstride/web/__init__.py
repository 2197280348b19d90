"""The pages: server-rendered, right without script, better with it, nothing from elsewhere."""
