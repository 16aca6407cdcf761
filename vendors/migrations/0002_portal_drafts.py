import django.db.models.deletion
from django.db import migrations, models

import core.codes


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0001_evidence"),
        ("vendors", "0001_evaluations"),
    ]

    operations = [
        migrations.AddField(
            model_name="evaluation",
            name="accepts_late",
            field=models.BooleanField(default=False, verbose_name="take proposals that are late"),
        ),
        migrations.AddField(
            model_name="vendorcontact",
            name="deleted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="deleted at"),
        ),
        migrations.CreateModel(
            name="PortalDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.CharField(
                        default=core.codes.new_code, editable=False, max_length=10, unique=True, verbose_name="code"
                    ),
                ),
                ("deleted_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="deleted at")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("kind", models.CharField(blank=True, max_length=40, verbose_name="kind of evidence")),
                ("criterion", models.CharField(blank=True, max_length=32, verbose_name="criterion")),
                ("is_price", models.BooleanField(default=False, verbose_name="about the price")),
                ("uploaded_at", models.DateTimeField(auto_now_add=True, verbose_name="uploaded at")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="evidence.storedfile"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="portal_documents",
                        to="vendors.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "document of a draft",
                "verbose_name_plural": "documents of drafts",
                "ordering": ["uploaded_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PortalAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(default=1, editable=False, verbose_name="revision")),
                ("criterion", models.CharField(blank=True, max_length=32, verbose_name="criterion")),
                ("text", models.TextField(blank=True, verbose_name="answer")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="changed at")),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="portal_answers",
                        to="vendors.proposal",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of an answer",
                "verbose_name_plural": "drafts of answers",
                "constraints": [models.UniqueConstraint(fields=("proposal", "criterion"), name="vendors_drafted_once")],
            },
        ),
    ]
