/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-meal-dialog.h"

#include "app/bw-format.h"
#include "app/bw-live-spin.h"
#include "app/bw-meal-days.h"
#include "app/bw-narrow-bin.h"
#include "app/bw-proposal-list.h"
#include "base/bw-time.h"
#include "comparator/bw-label-rules.h"

#include <glib/gi18n-lib.h>

/* Of the rule beside the list; below the other width it stands above it. */
#define RULE_WIDTH 360
#define WIDE_FROM 600

struct _BwMealDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  GtkStack *stack;
  AdwStatusPage *empty;
  BwNarrowBin *bin;
  GtkBox *panes;
  GtkWidget *rule;
  GtkDropDown *day;
  AdwActionRow *drink;
  GtkSpinButton *time;
  GtkSpinButton *from;
  GtkSpinButton *until;
  GtkSwitch *replace;
  BwProposalList *proposals;

  /* Owned. */
  GArray *recordings;  /* (element-type BwRecording) */
  GArray *days;        /* (element-type BwMealDay): as in the drop-down */
  GTimeZone *zone;
  GSettings *settings;
  BwLabelsChosen chosen;
  gpointer chosen_data;
  GDestroyNotify free_chosen_data;

  gboolean loading;
};

G_DEFINE_FINAL_TYPE (BwMealDialog, bw_meal_dialog, ADW_TYPE_WINDOW)

static const BwMealDay *
get_day (BwMealDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->day);

  return selected < self->days->len ? &g_array_index (self->days, BwMealDay, selected) : NULL;
}

/* Returns: (nullable): of all recordings, for none of those can be found among the days */
static char *
tell_without_time (GArray *recordings)
{
  g_autofree char *count = NULL;
  guint n = 0;

  for (guint i = 0; i < recordings->len; i++)
    n += !g_array_index (recordings, BwRecording, i).time_known;
  if (n == 0)
    return NULL;
  count = bw_format_count (n);
  return g_strdup_printf (
      ngettext ("%s recording has no time of day and cannot be labelled by a meal.",
                "%s recordings have no time of day and cannot be labelled by a meal.", n),
      count);
}

static void
on_changed (BwMealDialog *self)
{
  const BwMealDay *day = get_day (self);
  BwMealRule rule = BW_MEAL_RULE_DEFAULT;
  g_autoptr (GError) error = NULL;
  gboolean guessed;
  int minute;

  if (self->loading || day == NULL)
    return;
  minute = (int) bw_live_spin_get_value (self->time);
  rule.drink_ms = bw_time_from_local (self->zone,
                                      day->day * BW_TIME_DAY + minute * BW_TIME_MINUTE);
  rule.from_min = bw_live_spin_get_value (self->from);
  rule.to_min = bw_live_spin_get_value (self->until);
  rule.replace = gtk_switch_get_active (self->replace);

  guessed = rule.drink_ms == day->drink_ms && day->n_recordings > 1;
  adw_action_row_set_subtitle (self->drink, guessed ? _("Guess: the longest pause") : "");
  bw_meal_rule_check (&rule, &error);
  bw_live_spin_set_wrong (self->from, error != NULL);
  bw_live_spin_set_wrong (self->until, error != NULL);
  bw_proposal_list_set_problem (self->proposals, error != NULL ? error->message : NULL);
  bw_proposal_list_set_proposals (self->proposals,
                                  bw_propose_by_meal (self->recordings, self->zone, &rule));
}

static void
on_day (BwMealDialog *self)
{
  const BwMealDay *day = get_day (self);
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GDateTime) local = NULL;
  gboolean loading = self->loading;

  if (day == NULL)
    return;
  utc = g_date_time_new_from_unix_utc (day->drink_ms / BW_TIME_SECOND);
  local = g_date_time_to_timezone (utc, self->zone);
  self->loading = TRUE;
  gtk_spin_button_set_value (self->time, 60 * g_date_time_get_hour (local)
                                           + g_date_time_get_minute (local));
  self->loading = loading;
  on_changed (self);
}

static void
on_apply (BwMealDialog *self)
{
  g_autoptr (GArray) states = bw_proposal_list_get_states (self->proposals, "protocol");

  if (self->chosen != NULL)
    self->chosen (states, self->chosen_data);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_narrow (BwMealDialog *self)
{
  gboolean narrow = bw_narrow_bin_get_narrow (self->bin);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->panes),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (self->rule, narrow ? -1 : RULE_WIDTH, -1);
}

static void
on_setup_day (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  /* What the drop-down would make by itself never becomes narrower. */
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
on_bind_day (GtkSignalListItemFactory *factory,
             GtkListItem              *item,
             gpointer                  data)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       gtk_string_object_get_string (gtk_list_item_get_item (item)));
}

static void
load_days (BwMealDialog *self,
           gint64        near_ms)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  gint64 near_day = bw_time_local_day (self->zone, near_ms);
  guint nearest = 0;

  for (guint i = 0; i < self->days->len; i++)
    {
      const BwMealDay *day = &g_array_index (self->days, BwMealDay, i);
      g_autofree char *date = bw_format_day (day->drink_ms, self->zone);
      g_autofree char *item = NULL;

      /* Translators: a day, and how many recordings there are of it. */
      item = g_strdup_printf (
          ngettext ("%s · %u recording", "%s · %u recordings", day->n_recordings), date,
          day->n_recordings);
      gtk_string_list_append (list, item);
      if (ABS (day->day - near_day)
          < ABS (g_array_index (self->days, BwMealDay, nearest).day - near_day))
        nearest = i;
    }
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup_day), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind_day), NULL);
  gtk_drop_down_set_factory (self->day, factory);
  gtk_drop_down_set_model (self->day, G_LIST_MODEL (list));
  gtk_drop_down_set_selected (self->day, nearest);
}

static void
show_empty (BwMealDialog *self)
{
  g_autofree char *without_time = tell_without_time (self->recordings);

  adw_status_page_set_title (self->empty, self->recordings->len > 0 ? _("No Time of Day Known")
                                                                    : _("No Recordings"));
  adw_status_page_set_description (self->empty, without_time != NULL
                                                  ? without_time
                                                  : _("Import ECGs first: each day of recordings "
                                                      "can then be labelled by when glucose was "
                                                      "drunk."));
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static gboolean
bw_meal_dialog_close_request (GtkWindow *window)
{
  BwMealDialog *self = BW_MEAL_DIALOG (window);

  g_settings_set_int (self->settings, "meal-from-minutes",
                      (int) bw_live_spin_get_value (self->from));
  g_settings_set_int (self->settings, "meal-until-minutes",
                      (int) bw_live_spin_get_value (self->until));
  return GTK_WINDOW_CLASS (bw_meal_dialog_parent_class)->close_request (window);
}

static void
bw_meal_dialog_dispose (GObject *object)
{
  BwMealDialog *self = BW_MEAL_DIALOG (object);

  self->loading = TRUE;
  bw_meal_dialog_set_callback (self, NULL, NULL, NULL);
  g_clear_pointer (&self->recordings, g_array_unref);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (bw_meal_dialog_parent_class)->dispose (object);
}

static void
bw_meal_dialog_finalize (GObject *object)
{
  BwMealDialog *self = BW_MEAL_DIALOG (object);

  g_array_unref (self->days);
  G_OBJECT_CLASS (bw_meal_dialog_parent_class)->finalize (object);
}

static void
bw_meal_dialog_class_init (BwMealDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = bw_meal_dialog_dispose;
  object_class->finalize = bw_meal_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = bw_meal_dialog_close_request;

  g_type_ensure (BW_TYPE_NARROW_BIN);
  g_type_ensure (BW_TYPE_PROPOSAL_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-meal-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwMealDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, BwMealDialog, empty);
  gtk_widget_class_bind_template_child (widget_class, BwMealDialog, bin);
  gtk_widget_class_bind_template_child (widget_class, BwMealDialog, panes);
  gtk_widget_class_bind_template_child (widget_class, BwMealDialog, rule);
  gtk_widget_class_bind_template_child (widget_class, BwMealDialog, day);
  gtk_widget_class_bind_template_child (widget_class, BwMealDialog, drink);
  gtk_widget_class_bind_template_child (widget_class, BwMealDialog, time);
  gtk_widget_class_bind_template_child (widget_class, BwMealDialog, from);
  gtk_widget_class_bind_template_child (widget_class, BwMealDialog, until);
  gtk_widget_class_bind_template_child (widget_class, BwMealDialog, replace);
  gtk_widget_class_bind_template_child (widget_class, BwMealDialog, proposals);
  gtk_widget_class_bind_template_callback (widget_class, bw_live_spin_read_clock);
  gtk_widget_class_bind_template_callback (widget_class, bw_live_spin_show_clock);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_day);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_meal_dialog_init (BwMealDialog *self)
{
  GtkSpinButton **spins[] = { &self->time, &self->from, &self->until };

  self->loading = TRUE;
  self->days = g_array_new (FALSE, FALSE, sizeof (BwMealDay));
  self->settings = g_settings_new (BW_APPLICATION_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_spin_button_set_value (self->from,
                             g_settings_get_int (self->settings, "meal-from-minutes"));
  gtk_spin_button_set_value (self->until,
                             g_settings_get_int (self->settings, "meal-until-minutes"));
  for (guint i = 0; i < G_N_ELEMENTS (spins); i++)
    bw_live_spin_connect (*spins[i], G_CALLBACK (on_changed), self);
  gtk_window_set_default_widget (GTK_WINDOW (self), bw_proposal_list_get_button (self->proposals));
  on_narrow (self);
}

BwMealDialog *
bw_meal_dialog_new (GtkWindow *parent,
                    GArray    *recordings,
                    GTimeZone *zone,
                    gint64     near_ms)
{
  BwMealDialog *self;
  g_autofree char *without_time = NULL;
  int width;

  g_return_val_if_fail (recordings != NULL, NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  self = g_object_new (BW_TYPE_MEAL_DIALOG, "transient-for", parent, NULL);
  self->recordings = g_array_ref (recordings);
  self->zone = g_time_zone_ref (zone);
  g_array_unref (self->days);
  self->days = bw_meal_days_new (recordings, zone);
  width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;
  if (width > 0 && width < WIDE_FROM)
    {
      gtk_window_set_default_size (GTK_WINDOW (self), width, 640);
      bw_narrow_bin_expect_width (self->bin, width);
    }
  if (self->days->len == 0)
    {
      show_empty (self);
      return self;
    }
  without_time = tell_without_time (recordings);
  bw_proposal_list_set_recordings (self->proposals, recordings, zone, FALSE);
  bw_proposal_list_set_note (self->proposals, without_time);
  load_days (self, near_ms);
  self->loading = FALSE;
  on_day (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->time));
  return self;
}

void
bw_meal_dialog_set_callback (BwMealDialog   *self,
                             BwLabelsChosen  chosen,
                             gpointer        user_data,
                             GDestroyNotify  free_data)
{
  g_return_if_fail (BW_IS_MEAL_DIALOG (self));

  if (self->free_chosen_data != NULL)
    self->free_chosen_data (self->chosen_data);
  self->chosen = chosen;
  self->chosen_data = user_data;
  self->free_chosen_data = free_data;
}
