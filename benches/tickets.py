"""The tickets of SSJ-1 by an independent program, for `cargo bench --bench draw`.

Reads ids from standard input, a line each, and prints the first N in order of their tickets: `tickets.py SEED N`.
With the package consistent_sampler (PyPI, by the author of the method) it is that package's own sampler; without it, the
formula in plain Python. Which of the two it was goes to standard error.
"""
import sys
from hashlib import sha256

seed, take = sys.argv[1], int(sys.argv[2])
ids = sys.stdin.read().splitlines()
try:
    from consistent_sampler import sampler

    print("consistent_sampler", file=sys.stderr)
    first = list(sampler(ids, seed=seed, take=take, output="id"))
except ImportError:
    print("hashlib", file=sys.stderr)
    head = sha256(seed.encode()).hexdigest()

    def ticket(id):
        return str(int(sha256((head + id).encode()).hexdigest(), 16)).zfill(64)[::-1]

    first = sorted(ids, key=lambda id: (ticket(id), id))[:take]
print("\n".join(first))
