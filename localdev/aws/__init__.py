"""AWS on this machine, from the same declarations as the real one (`infra/`).

* `server.start(state_dir, port)` runs ministack in its own environment and waits until it answers.
* `provision.provision(stage, endpoint)` creates or updates the stack and returns the environment of the code.
* `tables.create_tables(...)` makes only the tables, on any DynamoDB: moto, DynamoDB Local, ministack.
* `emulator/` is what runs inside `.venv-ministack`; nothing else imports it.
"""
