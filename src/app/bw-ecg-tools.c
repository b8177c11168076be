/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-ecg-tools.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _BwEcgTools
{
  GObject parent_instance;

  BwEcgView *view;       /* borrowed: it holds us */
  GSettings *settings;
  GSimpleActionGroup *actions;
};

G_DEFINE_FINAL_TYPE (BwEcgTools, bw_ecg_tools, G_TYPE_OBJECT)

static const int speeds[] = { 25, 50 };
static const int gains[] = { 5, 10, 20 };

/* The action's value that a property of the view stands at; 0 for one between. */
static int
get_step (BwEcgTools *self,
          const char *property,
          const int  *steps,
          guint       n_steps)
{
  double value;

  g_object_get (self->view, property, &value, NULL);
  for (guint i = 0; i < n_steps; i++)
    if (fabs (value - steps[i]) < 1e-6)
      return steps[i];
  return 0;
}

static void
set_state (BwEcgTools *self,
           const char *name,
           GVariant   *state)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), state);
}

static void
on_speed_changed (BwEcgTools *self)
{
  set_state (self, "speed", g_variant_new_int32 (get_step (self, "mm-per-s", speeds,
                                                           G_N_ELEMENTS (speeds))));
}

static void
on_gain_changed (BwEcgTools *self)
{
  set_state (self, "gain", g_variant_new_int32 (get_step (self, "mm-per-mv", gains,
                                                          G_N_ELEMENTS (gains))));
}

static gboolean
shows_whole (BwEcgTools *self)
{
  BwEcgTrace *trace = bw_ecg_view_get_trace (self->view);
  double from_s;
  double to_s;

  if (trace == NULL)
    return FALSE;
  g_object_get (self->view, "from-s", &from_s, "to-s", &to_s, NULL);
  return from_s < 0.01 && to_s > bw_ecg_trace_get_length_s (trace) - 0.01;
}

static void
on_view_changed (BwEcgTools *self)
{
  set_state (self, "whole", g_variant_new_boolean (shows_whole (self)));
}

/* The state comes from the view, when it has done what it was told. */
static void
on_speed (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  BwEcgTools *self = user_data;
  int speed = g_variant_get_int32 (parameter);

  g_settings_set_boolean (self->settings, "ecg-whole", FALSE);
  g_settings_set_int (self->settings, "ecg-mm-per-s", speed);
  g_object_set (self->view, "mm-per-s", (double) speed, NULL);
  on_speed_changed (self);
}

static void
on_gain (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  BwEcgTools *self = user_data;
  int gain = g_variant_get_int32 (parameter);

  g_settings_set_int (self->settings, "ecg-mm-per-mv", gain);
  g_object_set (self->view, "mm-per-mv", (double) gain, NULL);
  on_gain_changed (self);
}

static void
on_whole (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  BwEcgTools *self = user_data;
  gboolean whole = !shows_whole (self);

  g_settings_set_boolean (self->settings, "ecg-whole", whole);
  if (whole)
    bw_ecg_view_show_whole (self->view);
  else
    g_object_set (self->view, "mm-per-s",
                  (double) g_settings_get_int (self->settings, "ecg-mm-per-s"), NULL);
  on_view_changed (self);
}

/* --- Filter ------------------------------------------------------------------------------------ */

static void
on_filter_setting (BwEcgTools *self)
{
  g_autofree char *mains = g_settings_get_string (self->settings, "ecg-mains");
  guint filter = BW_ECG_FILTER_NONE;

  if (g_settings_get_boolean (self->settings, "ecg-baseline"))
    filter |= BW_ECG_FILTER_BASELINE;
  if (g_str_equal (mains, "50"))
    filter |= BW_ECG_FILTER_MAINS_50;
  else if (g_str_equal (mains, "60"))
    filter |= BW_ECG_FILTER_MAINS_60;
  g_object_set (self->view, "filter", filter, NULL);
}

char *
bw_ecg_tools_describe_filter (BwEcgFilter filter)
{
  const char *mains = NULL;

  if (filter & BW_ECG_FILTER_MAINS_50)
    mains = _("50 Hz");
  else if (filter & BW_ECG_FILTER_MAINS_60)
    mains = _("60 Hz");
  if (!(filter & BW_ECG_FILTER_BASELINE))
    return g_strdup (mains != NULL ? mains : _("No filter"));
  if (mains == NULL)
    return g_strdup (_("0.5 Hz"));
  /* Translators: two filters that are on: "0.5 Hz + 50 Hz". */
  return g_strdup_printf (_("%s + %s"), _("0.5 Hz"), mains);
}

/* --- Class ------------------------------------------------------------------------------------- */

static void
bw_ecg_tools_dispose (GObject *object)
{
  BwEcgTools *self = BW_ECG_TOOLS (object);

  g_clear_object (&self->actions);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (bw_ecg_tools_parent_class)->dispose (object);
}

static void
bw_ecg_tools_class_init (BwEcgToolsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_ecg_tools_dispose;
}

static void
bw_ecg_tools_init (BwEcgTools *self)
{
  self->actions = g_simple_action_group_new ();
}

static void
add_actions (BwEcgTools *self)
{
  static const GActionEntry entries[] = {
    { .name = "speed", .activate = on_speed, .parameter_type = "i", .state = "0" },
    { .name = "gain", .activate = on_gain, .parameter_type = "i", .state = "0" },
    { .name = "whole", .activate = on_whole, .state = "false" },
  };
  static const char *const switches[] = { "show-peaks", "show-rr", "calipers", "march" };
  static const char *const kept[] = { "ecg-baseline", "ecg-mains" };
  GActionMap *map = G_ACTION_MAP (self->actions);

  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      g_autoptr (GPropertyAction) action
          = g_property_action_new (switches[i], self->view, switches[i]);

      g_action_map_add_action (map, G_ACTION (action));
    }
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (self->settings, kept[i]);

      g_action_map_add_action (map, action);
    }
}

BwEcgTools *
bw_ecg_tools_new (BwEcgView *view,
                  GSettings *settings)
{
  BwEcgTools *self = g_object_new (BW_TYPE_ECG_TOOLS, NULL);

  self->view = view;
  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "ecg-show-peaks", view, "show-peaks", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "ecg-show-rr", view, "show-rr", G_SETTINGS_BIND_DEFAULT);
  add_actions (self);
  g_signal_connect_object (view, "notify::mm-per-s", G_CALLBACK (on_speed_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "notify::mm-per-mv", G_CALLBACK (on_gain_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (view, "view-changed", G_CALLBACK (on_view_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::ecg-baseline", G_CALLBACK (on_filter_setting), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::ecg-mains", G_CALLBACK (on_filter_setting), self,
                           G_CONNECT_SWAPPED);
  on_filter_setting (self);
  g_object_set (view, "mm-per-s", (double) g_settings_get_int (settings, "ecg-mm-per-s"),
                "mm-per-mv", (double) g_settings_get_int (settings, "ecg-mm-per-mv"), NULL);
  on_speed_changed (self);
  on_gain_changed (self);
  return self;
}

GActionGroup *
bw_ecg_tools_get_actions (BwEcgTools *self)
{
  g_return_val_if_fail (BW_IS_ECG_TOOLS (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

void
bw_ecg_tools_begin (BwEcgTools *self)
{
  g_return_if_fail (BW_IS_ECG_TOOLS (self));

  if (g_settings_get_boolean (self->settings, "ecg-whole"))
    bw_ecg_view_show_whole (self->view);
  on_view_changed (self);
}
