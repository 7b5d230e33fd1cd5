"""ministack, made to survive kill -9, to treat sign-up codes as Cognito does, and to run the deployed package.

It leans on private names of ministack 1.5.33, which is why that version is pinned and checked.
"""
