"""Everything that ships. `docs/architecture.md` names each folder in a line."""
