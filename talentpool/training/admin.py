"""Courses, lessons, questions and tasks in the staff's records."""

from typing import ClassVar

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from talentpool.screening.option_fields import RIGHT_ONE, OptionsField
from talentpool.training.models import Course, ExamQuestion, Lesson, Module, SystemTask


class ModuleInline(admin.TabularInline[Module, Course]):
    model = Module
    extra = 0
    fields = ("place", "title")


@admin.register(Course)
class CourseAdmin(admin.ModelAdmin[Course]):
    """State and version change by action only."""

    list_display = ("title", "track", "state", "version", "client")
    list_filter = ("state", "track")
    readonly_fields = ("state", "version")
    inlines: ClassVar = [ModuleInline]


@admin.register(Lesson)
class LessonAdmin(admin.ModelAdmin[Lesson]):
    list_display = ("title", "module", "minutes", "capability")
    list_filter = ("module__course", "capability")


class ExamQuestionForm(forms.ModelForm[ExamQuestion]):
    options = OptionsField(label=_("Answers to choose from"), help_text=RIGHT_ONE)


@admin.register(ExamQuestion)
class ExamQuestionAdmin(admin.ModelAdmin[ExamQuestion]):
    form = ExamQuestionForm
    list_display = ("code", "course", "line", "capability", "active")
    list_filter = ("course", "line", "active")


@admin.register(SystemTask)
class SystemTaskAdmin(admin.ModelAdmin[SystemTask]):
    list_display = ("code", "course", "place", "seconds")
    list_filter = ("course",)
