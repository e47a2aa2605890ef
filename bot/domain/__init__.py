"""Pure rules of the register, invitations, disclosure and monitoring."""
