"""People x posts -> plans: fit, eligibility, scenario, the solver, and the reasons for every name."""
