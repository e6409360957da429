"""Read by gunicorn by itself. Address and number of workers stand in docs/how-to/deploy.md."""

# Modules are read once and shared by the workers, which start at once and hold less memory.
preload_app = True
