"""Texts that came in, the batches they came in with, and what the reader proposes of them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0003_course_life'),
    ]

    operations = [
        migrations.CreateModel(
            name='DocumentText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.TextField(unique=True)),
                ('sha256', models.TextField(unique=True)),
                ('length_characters', models.IntegerField()),
                ('kind_code', models.TextField()),
                ('media_type', models.TextField()),
                ('encoding', models.TextField(blank=True, null=True)),
                ('language_code', models.TextField()),
                ('source_name', models.TextField()),
                ('source_sha256', models.TextField()),
                ('source_bytes', models.BigIntegerField()),
                ('pages', models.JSONField(default=list)),
                ('headings', models.JSONField(default=list)),
                ('parts', models.JSONField(default=list)),
                ('edition_year', models.IntegerField(blank=True, null=True)),
                ('edition_basis_code', models.TextField()),
                ('edition_evidence', models.TextField()),
                ('period_start', models.IntegerField(blank=True, null=True)),
                ('period_end', models.IntegerField(blank=True, null=True)),
                ('period_basis_code', models.TextField()),
                ('notes', models.JSONField(default=list)),
                ('added_by', models.TextField()),
                ('added_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('document', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='read_text', to='records.document')),
            ],
            options={
                'db_table': 'records_document_text',
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.TextField(unique=True)),
                ('digest', models.TextField(unique=True)),
                ('start', models.IntegerField()),
                ('end', models.IntegerField()),
                ('page', models.TextField(blank=True, null=True)),
                ('section', models.TextField(blank=True, null=True)),
                ('kind_code', models.TextField()),
                ('quantity', models.BigIntegerField(blank=True, null=True)),
                ('exponent', models.SmallIntegerField(blank=True, null=True)),
                ('low_quantity', models.BigIntegerField(blank=True, null=True)),
                ('high_quantity', models.BigIntegerField(blank=True, null=True)),
                ('qualifier_code', models.TextField()),
                ('unit_code', models.TextField(blank=True, null=True)),
                ('currency_code', models.TextField(blank=True, null=True)),
                ('date_stated', models.TextField(blank=True, null=True)),
                ('as_of_stated', models.TextField(blank=True, null=True)),
                ('period_start_stated', models.TextField(blank=True, null=True)),
                ('period_end_stated', models.TextField(blank=True, null=True)),
                ('metric_code', models.TextField(blank=True, null=True)),
                ('counted', models.TextField(blank=True, null=True)),
                ('population_code', models.TextField(blank=True, null=True)),
                ('countries', models.JSONField(default=list)),
                ('organisations', models.JSONField(default=list)),
                ('frameworks', models.JSONField(default=list)),
                ('activity', models.TextField(blank=True, null=True)),
                ('list_code', models.TextField(blank=True, null=True)),
                ('confidence', models.SmallIntegerField()),
                ('reasons', models.JSONField(default=list)),
                ('state_code', models.TextField(default='proposed')),
                ('revision', models.IntegerField(default=1)),
                ('document_text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='records.documenttext')),
            ],
            options={
                'db_table': 'records_proposal',
            },
        ),
        migrations.CreateModel(
            name='ReadingBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.TextField(unique=True)),
                ('state_code', models.TextField(default='waiting')),
                ('file_count', models.IntegerField()),
                ('started_by', models.TextField()),
                ('started_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name_plural': 'reading batches',
                'db_table': 'records_reading_batch',
                'constraints': [models.CheckConstraint(condition=models.Q(('state_code__in', ('waiting', 'reading', 'done'))), name='reading_batch_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('state_code', 'done')), models.Q(models.Q(('state_code', 'done'), _negated=True), ('finished_at__isnull', True)), _connector='OR'), name='reading_batch_done_has_end'), models.CheckConstraint(condition=models.Q(('file_count__gte', 1)), name='reading_batch_has_files')],
            },
        ),
        migrations.CreateModel(
            name='ReadingFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.TextField(unique=True)),
                ('number', models.IntegerField()),
                ('name', models.TextField()),
                ('size_bytes', models.BigIntegerField()),
                ('sha256', models.TextField()),
                ('state_code', models.TextField(default='waiting')),
                ('refusal_code', models.TextField(blank=True, null=True)),
                ('refusal_parameters', models.JSONField(default=dict)),
                ('proposal_count', models.IntegerField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='records.readingbatch')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reading_files', to='records.document')),
                ('document_text', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='records.documenttext')),
            ],
            options={
                'db_table': 'records_reading_file',
            },
        ),
        migrations.AddIndex(
            model_name='documenttext',
            index=models.Index(fields=['source_sha256'], name='document_text_source_idx'),
        ),
        migrations.AddConstraint(
            model_name='documenttext',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('public_id__isnull', True), models.Q(('public_id', ''), _negated=True), _connector='OR'), models.Q(('encoding__isnull', True), models.Q(('encoding', ''), _negated=True), _connector='OR')), name='document_text_no_blank_text'),
        ),
        migrations.AddConstraint(
            model_name='documenttext',
            constraint=models.CheckConstraint(condition=models.Q(('sha256__length', 64), ('source_sha256__length', 64)), name='document_text_sha256_has_64_digits'),
        ),
        migrations.AddConstraint(
            model_name='documenttext',
            constraint=models.CheckConstraint(condition=models.Q(('length_characters__gte', 1), ('source_bytes__gte', 1)), name='document_text_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='documenttext',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('period_end__isnull', True), ('period_start__isnull', True)), models.Q(('period_end__isnull', False), ('period_start__isnull', False)), _connector='OR'), name='document_text_period_is_whole'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['document_text', 'start'], name='proposal_place_idx'),
        ),
        migrations.AddIndex(
            model_name='proposal',
            index=models.Index(fields=['state_code', 'confidence'], name='proposal_state_idx'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('end__gt', models.F('start')), ('start__gte', 0)), name='proposal_span_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('public_id__isnull', True), models.Q(('public_id', ''), _negated=True), _connector='OR'), models.Q(('page__isnull', True), models.Q(('page', ''), _negated=True), _connector='OR'), models.Q(('section__isnull', True), models.Q(('section', ''), _negated=True), _connector='OR'), models.Q(('unit_code__isnull', True), models.Q(('unit_code', ''), _negated=True), _connector='OR'), models.Q(('metric_code__isnull', True), models.Q(('metric_code', ''), _negated=True), _connector='OR'), models.Q(('counted__isnull', True), models.Q(('counted', ''), _negated=True), _connector='OR'), models.Q(('population_code__isnull', True), models.Q(('population_code', ''), _negated=True), _connector='OR'), models.Q(('activity__isnull', True), models.Q(('activity', ''), _negated=True), _connector='OR'), models.Q(('date_stated__isnull', True), models.Q(('date_stated', ''), _negated=True), _connector='OR'), models.Q(('as_of_stated__isnull', True), models.Q(('as_of_stated', ''), _negated=True), _connector='OR'), models.Q(('period_start_stated__isnull', True), models.Q(('period_start_stated', ''), _negated=True), _connector='OR'), models.Q(('period_end_stated__isnull', True), models.Q(('period_end_stated', ''), _negated=True), _connector='OR')), name='proposal_no_blank_text'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('state_code__in', ('proposed', 'accepted', 'rejected', 'merged', 'contested', 'superseded'))), name='proposal_state_known'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('exponent__isnull', True), ('kind_code', 'role'), ('quantity__isnull', True), ('metric_code__isnull', False), models.Q(('metric_code', ''), _negated=True)), models.Q(models.Q(('kind_code', 'role'), _negated=True), ('exponent__gte', -18), ('exponent__lte', 18), ('quantity__isnull', False)), _connector='OR'), name='proposal_figure_has_value'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('currency_code__isnull', True), models.Q(('kind_code', 'money'), ('currency_code__isnull', False), models.Q(('currency_code', ''), _negated=True)), _connector='OR'), name='proposal_currency_is_of_money'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('list_code__isnull', True), ('list_code__in', ('open', 'closed')), _connector='OR'), name='proposal_list_known'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('confidence__gte', 0), ('confidence__lte', 1000)), name='proposal_confidence_per_mille'),
        ),
        migrations.AddIndex(
            model_name='readingfile',
            index=models.Index(fields=['sha256'], name='reading_file_sha256_idx'),
        ),
        migrations.AddConstraint(
            model_name='readingfile',
            constraint=models.UniqueConstraint(fields=('batch', 'number'), name='reading_file_unique'),
        ),
        migrations.AddConstraint(
            model_name='readingfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('public_id__isnull', True), models.Q(('public_id', ''), _negated=True), _connector='OR'), models.Q(('refusal_code__isnull', True), models.Q(('refusal_code', ''), _negated=True), _connector='OR')), name='reading_file_no_blank_text'),
        ),
        migrations.AddConstraint(
            model_name='readingfile',
            constraint=models.CheckConstraint(condition=models.Q(('state_code__in', ('waiting', 'reading', 'read', 'refused'))), name='reading_file_state_known'),
        ),
        migrations.AddConstraint(
            model_name='readingfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state_code', 'refused'), ('refusal_code__isnull', False), models.Q(('refusal_code', ''), _negated=True)), models.Q(models.Q(('state_code', 'refused'), _negated=True), ('refusal_code__isnull', True)), _connector='OR'), name='reading_file_refused_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='readingfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('document_text__isnull', False), ('proposal_count__isnull', False), ('state_code', 'read')), models.Q(('state_code', 'read'), _negated=True), _connector='OR'), name='reading_file_read_has_text'),
        ),
    ]
