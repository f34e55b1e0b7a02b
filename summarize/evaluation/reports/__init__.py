"""Results as tables, records, charts and pages."""
