"""The doctor (体检): looks at everything the house stands on and says in plain sentences what to do.

`findings` is what a check answers; `database`, `machine` and `stores` are the checks; `examining` runs them all.
"""
