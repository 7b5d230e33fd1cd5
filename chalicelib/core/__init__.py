"""Pure foundations shared by every domain: money, periods, zones, clock, ids, errors, facts. No I/O."""
