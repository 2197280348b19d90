"""SVG charts and figures of our own, for pages and paper alike: classes only, no inline style."""
