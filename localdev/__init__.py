"""Pupitre on one machine, from one command. Nothing here ships.

* `prepare` makes a fresh machine ready: environments, packages, the built SPA.
* `serve` starts everything; `product` does the same for a test, on a free port with an empty state.
* `gateway` stands for API Gateway, `front` for CloudFront, `pump` for the event sources of Lambda.
* `console/` is the page at `/_local`; `clock` the time that it moves; `seed` the demo it starts with.
* `aws/` is the local AWS, `doubles/` are the services of others.
"""
