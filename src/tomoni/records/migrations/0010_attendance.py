
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0009_eligibility_found'),
    ]

    operations = [
        migrations.CreateModel(
            name='PlatformLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.TextField(unique=True)),
                ('file_name', models.TextField()),
                ('sha256', models.TextField()),
                ('zone', models.TextField()),
                ('state_code', models.TextField(default='read')),
                ('row_count', models.IntegerField()),
                ('faults', models.JSONField(default=list)),
                ('others_absent', models.BooleanField(default=False)),
                ('imported_by', models.TextField()),
                ('imported_at', models.DateTimeField()),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_why', models.TextField(blank=True, null=True)),
                ('revision', models.IntegerField(default=1)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='platform_logs', to='records.courseedition')),
            ],
            options={
                'db_table': 'records_platform_log',
            },
        ),
        migrations.CreateModel(
            name='LogSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='logs', to='records.session')),
                ('log', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='records.platformlog')),
            ],
            options={
                'db_table': 'records_log_session',
            },
        ),
        migrations.CreateModel(
            name='LogAttendee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField()),
                ('name', models.TextField(blank=True, null=True)),
                ('email', models.TextField(blank=True, null=True)),
                ('match_code', models.TextField()),
                ('participation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='log_attendees', to='records.participation')),
                ('log', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendees', to='records.platformlog')),
            ],
            options={
                'db_table': 'records_log_attendee',
            },
        ),
        migrations.CreateModel(
            name='AttendanceRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state_code', models.TextField()),
                ('minutes', models.IntegerField()),
                ('source_code', models.TextField()),
                ('reason', models.TextField(blank=True, null=True)),
                ('recorded_by', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='records.participation')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='records.session')),
            ],
            options={
                'db_table': 'records_attendance_record',
                'constraints': [models.CheckConstraint(condition=models.Q(('reason__isnull', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='attendance_record_no_blank_text'), models.UniqueConstraint(fields=('session', 'participation'), name='attendance_record_once'), models.CheckConstraint(condition=models.Q(models.Q(('minutes__gte', 1), ('state_code', 'present')), models.Q(('minutes', 0), ('state_code__in', ('absent', 'excused'))), _connector='OR'), name='attendance_record_minutes_fit_state'), models.CheckConstraint(condition=models.Q(models.Q(('state_code', 'excused'), _negated=True), models.Q(('reason__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='attendance_record_excused_has_reason'), models.CheckConstraint(condition=models.Q(('source_code__in', ('roll', 'log'))), name='attendance_record_source_known')],
            },
        ),
        migrations.CreateModel(
            name='LogStay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.IntegerField()),
                ('joined_at', models.DateTimeField()),
                ('left_at', models.DateTimeField()),
                ('attendee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='records.logattendee')),
            ],
            options={
                'db_table': 'records_log_stay',
                'constraints': [models.CheckConstraint(condition=models.Q(('left_at__gte', models.F('joined_at'))), name='log_stay_ordered')],
            },
        ),
        migrations.AddConstraint(
            model_name='platformlog',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('public_id__isnull', True), models.Q(('public_id', ''), _negated=True), _connector='OR'), models.Q(('file_name__isnull', True), models.Q(('file_name', ''), _negated=True), _connector='OR'), models.Q(('zone__isnull', True), models.Q(('zone', ''), _negated=True), _connector='OR')), name='platform_log_no_blank_text'),
        ),
        migrations.AddConstraint(
            model_name='platformlog',
            constraint=models.UniqueConstraint(condition=models.Q(('state_code', 'withdrawn'), _negated=True), fields=('course', 'sha256'), name='platform_log_once'),
        ),
        migrations.AddConstraint(
            model_name='platformlog',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('applied_at__isnull', True), ('state_code', 'read')), models.Q(('applied_at__isnull', False), ('state_code', 'applied')), ('state_code', 'withdrawn'), _connector='OR'), name='platform_log_applied_is_dated'),
        ),
        migrations.AddConstraint(
            model_name='platformlog',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state_code', 'withdrawn'), ('withdrawn_why__isnull', False), models.Q(('withdrawn_why', ''), _negated=True)), models.Q(models.Q(('state_code', 'withdrawn'), _negated=True), ('withdrawn_why__isnull', True)), _connector='OR'), name='platform_log_withdrawn_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='logsession',
            constraint=models.UniqueConstraint(fields=('log', 'session'), name='log_session_unique'),
        ),
        migrations.AddConstraint(
            model_name='logattendee',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name__isnull', True), models.Q(('name', ''), _negated=True), _connector='OR'), models.Q(('email__isnull', True), models.Q(('email', ''), _negated=True), _connector='OR')), name='log_attendee_no_blank_text'),
        ),
        migrations.AddConstraint(
            model_name='logattendee',
            constraint=models.UniqueConstraint(fields=('log', 'number'), name='log_attendee_unique'),
        ),
        migrations.AddConstraint(
            model_name='logattendee',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('match_code__in', ('email', 'name', 'chosen')), ('participation__isnull', False)), models.Q(('match_code__in', ('similar', 'ambiguous', 'unmatched', 'nobody')), ('participation__isnull', True)), _connector='OR'), name='log_attendee_matched_has_participation'),
        ),
    ]
