"""The waiting list of full rooms: who waits for which places, and who is offered them when they come free.

An entry exists while somebody waits. An offer is a booking (`Status.OFFERED`) that holds its places for half an hour.
"""
