# The web, the worker and the beat of compose.yaml: one image, three commands.
FROM python:3.11-slim
WORKDIR /app
ENV PYTHONUNBUFFERED=1 STATIC_ROOT=/app/staticfiles STATIC_MANIFEST=1 DATA_DIR=/data
COPY requirements.txt constraints.txt ./
RUN pip install --no-cache-dir -r requirements.txt -c constraints.txt
COPY . .
RUN python manage.py translations && python manage.py collectstatic --no-input \
  && useradd --create-home pool && mkdir /data && chown pool /data
USER pool
EXPOSE 8000
CMD ["gunicorn", "talentpool.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--threads", "8", \
     "--worker-class", "gthread", "--worker-tmp-dir", "/dev/shm"]
