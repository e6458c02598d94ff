"""The life of an order: client work. (Celery code is called jobs.py, everywhere.)"""
