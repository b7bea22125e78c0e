from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0008_follow_up'),
    ]

    operations = [
        migrations.AddField(
            model_name='eligibilitycheck',
            name='found',
            field=models.JSONField(blank=True, null=True),
        ),
    ]
