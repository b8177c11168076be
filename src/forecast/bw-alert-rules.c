/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-alert-rules.h"

#include "base/bw-time.h"
#include "store/bw-member.h"

#include <string.h>

#define RULES_SETTING "alert-rules"
#define STATE_SETTING "alert-state"
#define DAY_MIN (24 * 60)

static const char *const rule_ids[BW_N_ALERT_RULES] = { "zone", "score", "trend" };

const char *
bw_alert_rule_get_id (BwAlertRule rule)
{
  g_return_val_if_fail (rule < BW_N_ALERT_RULES, NULL);

  return rule_ids[rule];
}

void
bw_alert_rules_init (BwAlertRules *self)
{
  *self = (BwAlertRules){
    .rule[BW_ALERT_ZONE] = TRUE,
    .zone = BW_ZONE_RED,
    .ahead = TRUE,
    .red_percent = 30,
    .below = 50,
    .hours = 6,
    .quiet = TRUE,
    .quiet_from_min = 22 * 60,
    .quiet_until_min = 7 * 60,
  };
}

static char *
print (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static void
add_minutes (JsonBuilder *builder,
             const char  *key,
             guint        minutes)
{
  g_autofree char *text = g_strdup_printf ("%02u:%02u", minutes / 60, minutes % 60);

  bw_member_add_string (builder, key, text);
}

/* "07:30" */
static void
get_minutes (JsonObject *object,
             const char *key,
             guint      *minutes)
{
  const char *text = bw_member_get_string (object, key);

  if (text != NULL && strlen (text) == 5 && g_ascii_isdigit (text[0]) && g_ascii_isdigit (text[1])
      && text[2] == ':' && g_ascii_isdigit (text[3]) && g_ascii_isdigit (text[4]))
    {
      guint hour = (guint) ((text[0] - '0') * 10 + text[1] - '0');
      guint minute = (guint) ((text[3] - '0') * 10 + text[4] - '0');

      if (minute < 60 && hour * 60 + minute < DAY_MIN)
        *minutes = hour * 60 + minute;
    }
}

/* Leaves @value where the number is below @least. */
static void
get_count (JsonObject *object,
           const char *key,
           guint       least,
           guint       most,
           guint      *value)
{
  guint number;

  if (bw_member_get_count (object, key, most, &number) && number >= least)
    *value = number;
}

char *
bw_alert_rules_to_text (const BwAlertRules *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  bw_member_add_boolean (builder, "on", self->on);
  for (int i = 0; i < BW_N_ALERT_RULES; i++)
    bw_member_add_boolean (builder, rule_ids[i], self->rule[i]);
  bw_member_add_string (builder, "zone_from", bw_zone_get_id (self->zone));
  bw_member_add_boolean (builder, "ahead", self->ahead);
  bw_member_add_int (builder, "red_percent", self->red_percent);
  bw_member_add_int (builder, "below", self->below);
  bw_member_add_int (builder, "hours", self->hours);
  bw_member_add_boolean (builder, "quiet", self->quiet);
  add_minutes (builder, "quiet_from", self->quiet_from_min);
  add_minutes (builder, "quiet_until", self->quiet_until_min);
  json_builder_end_object (builder);
  return print (builder);
}

void
bw_alert_rules_from_text (BwAlertRules *self,
                          const char   *text)
{
  g_autoptr (JsonNode) root = bw_member_parse (text);
  const char *zone;
  JsonObject *object;

  bw_alert_rules_init (self);
  if (root == NULL)
    return;
  object = json_node_get_object (root);
  bw_member_get_boolean (object, "on", &self->on);
  for (int i = 0; i < BW_N_ALERT_RULES; i++)
    bw_member_get_boolean (object, rule_ids[i], &self->rule[i]);
  zone = bw_member_get_string (object, "zone_from");
  if (g_strcmp0 (zone, bw_zone_get_id (BW_ZONE_YELLOW)) == 0)
    self->zone = BW_ZONE_YELLOW;
  bw_member_get_boolean (object, "ahead", &self->ahead);
  get_count (object, "red_percent", 5, 100, &self->red_percent);
  get_count (object, "below", 1, 100, &self->below);
  get_count (object, "hours", 1, 24, &self->hours);
  bw_member_get_boolean (object, "quiet", &self->quiet);
  get_minutes (object, "quiet_from", &self->quiet_from_min);
  get_minutes (object, "quiet_until", &self->quiet_until_min);
}

void
bw_alert_rules_read (BwAlertRules *self,
                     BwLibrary    *library)
{
  g_autofree char *text = bw_library_get_setting (library, RULES_SETTING);

  bw_alert_rules_from_text (self, text);
}

static gboolean
is_on (const BwAlertRules *self,
       int                 rule)
{
  return self->on && self->rule[rule];
}

gboolean
bw_alert_rules_write (const BwAlertRules  *self,
                      BwLibrary           *library,
                      GError             **error)
{
  g_autofree char *text = bw_alert_rules_to_text (self);
  BwAlertRules before;
  BwAlertState state;

  if (!bw_library_begin (library, error))
    return FALSE;
  bw_alert_rules_read (&before, library);
  bw_alert_state_read (&state, library);
  for (int i = 0; i < BW_N_ALERT_RULES; i++)
    if (is_on (self, i) && !is_on (&before, i))
      state.rule[i].active = FALSE;
  if (bw_library_set_setting (library, RULES_SETTING, text, error)
      && bw_alert_state_write (&state, library, error) && bw_library_commit (library, error))
    return TRUE;
  bw_library_rollback (library);
  return FALSE;
}

char *
bw_alert_state_to_text (const BwAlertState *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  g_return_val_if_fail (self != NULL, NULL);

  json_builder_begin_object (builder);
  bw_member_add_int (builder, "hush_until_ms", self->hush_until_ms);
  for (int i = 0; i < BW_N_ALERT_RULES; i++)
    {
      const BwAlertRuleState *rule = &self->rule[i];

      json_builder_set_member_name (builder, rule_ids[i]);
      json_builder_begin_object (builder);
      bw_member_add_int (builder, "raised_ms", rule->raised_ms);
      bw_member_add_boolean (builder, "active", rule->active);
      bw_member_add_int (builder, "out_ms", rule->out_ms);
      bw_member_add_int (builder, "told", rule->told);
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  return print (builder);
}

static void
get_time (JsonObject *object,
          const char *key,
          gint64     *time_ms)
{
  gint64 number;

  /* Beyond the year 3000 there is no one to be told. */
  if (bw_member_get_int (object, key, &number) && number >= 0 && number < 400000 * BW_TIME_DAY)
    *time_ms = number;
}

void
bw_alert_state_from_text (BwAlertState *self,
                          const char   *text)
{
  g_autoptr (JsonNode) root = bw_member_parse (text);
  JsonObject *object;

  *self = (BwAlertState){ 0 };
  if (root == NULL)
    return;
  object = json_node_get_object (root);
  get_time (object, "hush_until_ms", &self->hush_until_ms);
  for (int i = 0; i < BW_N_ALERT_RULES; i++)
    {
      JsonObject *member = bw_member_get_object (object, rule_ids[i]);
      BwAlertRuleState *rule = &self->rule[i];
      gint64 told;

      if (member == NULL)
        continue;
      get_time (member, "raised_ms", &rule->raised_ms);
      bw_member_get_boolean (member, "active", &rule->active);
      get_time (member, "out_ms", &rule->out_ms);
      if (bw_member_get_int (member, "told", &told) && told >= -1 && told < BW_ZONE_GREEN)
        rule->told = (int) told;
    }
}

void
bw_alert_state_read (BwAlertState *self,
                     BwLibrary    *library)
{
  g_autofree char *text = bw_library_get_setting (library, STATE_SETTING);

  bw_alert_state_from_text (self, text);
}

gboolean
bw_alert_state_write (const BwAlertState  *self,
                      BwLibrary           *library,
                      GError             **error)
{
  g_autofree char *kept = bw_library_get_setting (library, STATE_SETTING);
  g_autofree char *text = bw_alert_state_to_text (self);

  return g_strcmp0 (kept, text) == 0
         || bw_library_set_setting (library, STATE_SETTING, text, error);
}
