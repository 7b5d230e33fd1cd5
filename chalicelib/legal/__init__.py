"""Who sells to whom, under which tax, by which mandate (docs/legal.md).

`selling.selling_terms` says what a sale is made under and `selling.readiness` what a host still lacks; `vat.rule_of`
is the tax of a place; `buyers.buyer_of` names a coworker on documents; `texts` holds what people accept.
"""
