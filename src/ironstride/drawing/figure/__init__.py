"""Moving figures of exercises: a body of constant limbs with its loads and things around."""
