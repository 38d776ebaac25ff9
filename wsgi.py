"""The application for a WSGI server: `gunicorn wsgi:app`."""

from booking.app import create_app

app = create_app()
