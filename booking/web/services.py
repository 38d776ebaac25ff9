"""Moved to booking.services; here only while others are still writing."""

from booking.services import Services, now, services

__all__ = ["Services", "now", "services"]
