"""Everything the operator's AWS account holds.

`parts/*.yaml` declare resources; `functions.py` and `alarms.py` derive roles, log groups, event sources and
alarms from one table of functions. `python -m infra.build` writes them as one file, which
`chalice package --merge-template` lays over Chalice's own output; `localdev/aws` provisions the data part
of the same declarations on the local endpoint.
"""
