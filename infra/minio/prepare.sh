#!/bin/sh
# Makes the bucket, a user and a policy a service. Safe to run again: what is there is brought to what these files say.
set -eu
cd "$(dirname "$0")"
secret() { cat "/run/secrets/$1"; }

mc alias set relish "${S3_ENDPOINT:-http://minio:9000}" "$(secret minio-root-user)" "$(secret minio-root-password)" >/dev/null
mc mb --ignore-existing relish/relish
# A deleted or overwritten segment can be had back.
mc version enable relish/relish
for service in ordering recommender; do
  mc admin policy create relish "$service" "$service.json"
  mc admin user add relish "$service" "$(secret "s3-$service")"
  mc admin policy attach relish "$service" --user "$service" 2>/dev/null || true
  mc admin user info relish "$service" | grep -q "PolicyName: *$service" || {
    echo "The policy of $service is not in force." >&2
    exit 1
  }
done
