import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0003_workshop_groups'),
    ]

    operations = [
        migrations.CreateModel(
            name='GeneralInformation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.TextField(unique=True)),
                ('language_code', models.TextField()),
                ('version', models.IntegerField(default=1)),
                ('content', models.JSONField()),
                ('pdf_sha256', models.TextField()),
                ('docx_sha256', models.TextField()),
                ('kept_at', models.DateTimeField()),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='general_information', to='records.call')),
            ],
            options={
                'db_table': 'records_general_information',
                'constraints': [models.UniqueConstraint(fields=('call', 'language_code', 'version'), name='general_information_unique'), models.CheckConstraint(condition=models.Q(('docx_sha256__length', 64), ('pdf_sha256__length', 64)), name='general_information_sha256_has_64_digits'), models.CheckConstraint(condition=models.Q(('published_at__isnull', True), ('published_at__gte', models.F('kept_at')), _connector='OR'), name='general_information_published_after_kept')],
            },
        ),
    ]
