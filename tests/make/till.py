"""Somebody to pay at: the Stripe double on the tests' own clock, reached through the contract-checking client."""

import json
import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import requests
import stripe

from chalicelib import reactions
from chalicelib.bookings import checkout, settle
from chalicelib.bookings.deadlines import run_deadlines
from chalicelib.bookings.find import booking_of
from chalicelib.bookings.model import Booking
from chalicelib.kit.settings import settings
from chalicelib.payments import stripe_gateway
from localdev.doubles.stripe import StripeDouble
from tests.contract.stripe_contract import ContractClient
from tests.make.bookings import NOW, book
from tests.spaces_and_rooms import Sold  # placeholder
