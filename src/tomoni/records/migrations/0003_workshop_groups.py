
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0002_course_desk'),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkshopGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.TextField(unique=True)),
                ('number', models.IntegerField()),
                ('theme', models.TextField(blank=True, null=True)),
                ('theme_ja', models.TextField(blank=True, null=True)),
                ('course', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='groups', to='records.courseedition')),
            ],
            options={
                'db_table': 'records_workshop_group',
            },
        ),
        migrations.CreateModel(
            name='GroupWish',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('participation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='group_wish', to='records.participation')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wishes', to='records.workshopgroup')),
            ],
            options={
                'db_table': 'records_group_wish',
            },
        ),
        migrations.CreateModel(
            name='GroupMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role_code', models.TextField(default='member')),
                ('is_pinned', models.BooleanField(default=False)),
                ('participation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='in_group', to='records.participation')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='records.workshopgroup')),
            ],
            options={
                'db_table': 'records_group_member',
            },
        ),
        migrations.CreateModel(
            name='GroupPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.TextField(unique=True)),
                ('weights', models.JSONField()),
                ('cost', models.BigIntegerField(blank=True, null=True)),
                ('bound', models.BigIntegerField(blank=True, null=True)),
                ('departures', models.JSONField(default=dict)),
                ('inputs_sha256', models.TextField(blank=True, null=True)),
                ('planned_by', models.TextField(blank=True, null=True)),
                ('planned_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.IntegerField(default=1)),
                ('course', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='group_plan', to='records.courseedition')),
            ],
            options={
                'db_table': 'records_group_plan',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('public_id__isnull', True), models.Q(('public_id', ''), _negated=True), _connector='OR'), models.Q(('inputs_sha256__isnull', True), models.Q(('inputs_sha256', ''), _negated=True), _connector='OR'), models.Q(('planned_by__isnull', True), models.Q(('planned_by', ''), _negated=True), _connector='OR')), name='group_plan_no_blank_text'), models.CheckConstraint(condition=models.Q(models.Q(('bound__isnull', True), ('cost__isnull', True)), models.Q(('bound__isnull', False), ('cost__isnull', False)), _connector='OR'), name='group_plan_cost_has_bound'), models.CheckConstraint(condition=models.Q(models.Q(('cost__isnull', True), ('planned_at__isnull', True)), models.Q(('cost__isnull', False), ('planned_at__isnull', False)), _connector='OR'), name='group_plan_cost_is_dated'), models.CheckConstraint(condition=models.Q(('cost__isnull', True), models.Q(('bound__gte', 0), ('cost__gte', models.F('bound'))), _connector='OR'), name='group_plan_cost_not_below_bound')],
            },
        ),
        migrations.AddConstraint(
            model_name='workshopgroup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('public_id__isnull', True), models.Q(('public_id', ''), _negated=True), _connector='OR'), models.Q(('theme__isnull', True), models.Q(('theme', ''), _negated=True), _connector='OR'), models.Q(('theme_ja__isnull', True), models.Q(('theme_ja', ''), _negated=True), _connector='OR')), name='workshop_group_no_blank_text'),
        ),
        migrations.AddConstraint(
            model_name='workshopgroup',
            constraint=models.UniqueConstraint(fields=('course', 'number'), name='workshop_group_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='workshopgroup',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='workshop_group_number_from_1'),
        ),
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.CheckConstraint(condition=models.Q(('role_code__in', ('member', 'chair', 'rapporteur'))), name='group_member_role_known'),
        ),
        migrations.AddConstraint(
            model_name='groupmember',
            constraint=models.UniqueConstraint(condition=models.Q(('role_code', 'member'), _negated=True), fields=('group', 'role_code'), name='group_member_one_per_office'),
        ),
    ]
