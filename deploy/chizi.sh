#!/bin/sh
# /usr/local/bin/chizi: the chizi command as the account of the service, with its settings.
exec runuser -u chizi -- sh -c '
  set -a; . /etc/chizi/chizi.env; set +a
  cd / && exec /opt/chizi/current/venv/bin/chizi "$@"' chizi "$@"
