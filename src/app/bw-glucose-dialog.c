/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-glucose-dialog.h"

#include "app/bw-format.h"
#include "app/bw-live-spin.h"
#include "app/bw-narrow-bin.h"
#include "app/bw-proposal-list.h"
#include "comparator/bw-label-rules.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of the rule beside the list; below the other width it stands above it. */
#define RULE_WIDTH 360
#define WIDE_FROM 600

typedef enum {
  UNIT_MG_DL,
  UNIT_MMOL_L,
  N_UNITS
} Unit;

static const struct
{
  const char *id;   /* in the settings, and shown */
  guint digits;
  double in_mg_dl;
  double low, high, step, page;
} units[N_UNITS] = {
  [UNIT_MG_DL] = { "mg/dL", 0, 1, 20, 600, 1, 10 },
  [UNIT_MMOL_L] = { "mmol/L", 1, BW_GLUCOSE_MG_DL_PER_MMOL_L, 1.1, 33.3, 0.1, 1 },
};

/* A threshold as it was typed last: it stands in the other unit rounded, and comes back whole. */
typedef struct
{
  double value;
  Unit unit;
} Threshold;

struct _BwGlucoseDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  AdwWindowTitle *title;
  GtkStack *stack;
  AdwStatusPage *empty;
  BwNarrowBin *bin;
  GtkBox *panes;
  GtkWidget *rule;
  GtkToggleButton *mg_dl;
  GtkToggleButton *mmol_l;
  GtkSpinButton *below;
  GtkSpinButton *above;
  GtkSpinButton *within;
  GtkSwitch *replace;
  BwProposalList *proposals;

  /* Owned. */
  GArray *recordings;  /* (element-type BwRecording) */
  GArray *readings;    /* (element-type BwGlucoseReading) */
  GSettings *settings;
  BwLabelsChosen chosen;
  gpointer chosen_data;
  GDestroyNotify free_chosen_data;

  Unit unit;
  gboolean unit_chosen;
  Threshold fasting_below, glucose_from;
  gboolean loading;
};

G_DEFINE_FINAL_TYPE (BwGlucoseDialog, bw_glucose_dialog, ADW_TYPE_WINDOW)

static double
to_mg_dl (double value,
          Unit   unit)
{
  return value * units[unit].in_mg_dl;
}

static double
get_threshold (const Threshold *threshold,
               Unit             unit)
{
  double scale = pow (10, units[unit].digits), value;

  if (threshold->unit == unit)
    return threshold->value;
  value = to_mg_dl (threshold->value, threshold->unit) / units[unit].in_mg_dl;
  return CLAMP (round (value * scale) / scale, units[unit].low, units[unit].high);
}

static void
show_threshold (BwGlucoseDialog *self,
                GtkSpinButton   *spin,
                const Threshold *threshold)
{
  double value = get_threshold (threshold, self->unit);

  gtk_spin_button_set_digits (spin, units[self->unit].digits);
  gtk_spin_button_set_range (spin, units[self->unit].low, units[self->unit].high);
  gtk_spin_button_set_increments (spin, units[self->unit].step, units[self->unit].page);
  gtk_spin_button_set_value (spin, value);
}

/* Keeps what was typed, unless it is what has been shown for what was typed before. */
static void
read_threshold (BwGlucoseDialog *self,
                GtkSpinButton   *spin,
                Threshold       *threshold)
{
  double value = bw_live_spin_get_value (spin);

  if (fabs (value - get_threshold (threshold, self->unit)) < 1e-9)
    return;
  threshold->value = value;
  threshold->unit = self->unit;
}

/* Returns: (nullable) */
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
      ngettext ("%s recording has no time of day and cannot be labelled by a reading.",
                "%s recordings have no time of day and cannot be labelled by a reading.", n),
      count);
}

static void
on_changed (BwGlucoseDialog *self)
{
  BwGlucoseRule rule = BW_GLUCOSE_RULE_DEFAULT;
  double in_mg_dl = units[self->unit].in_mg_dl;
  g_autoptr (GError) error = NULL;

  if (self->loading)
    return;
  read_threshold (self, self->below, &self->fasting_below);
  read_threshold (self, self->above, &self->glucose_from);
  rule.within_min = bw_live_spin_get_value (self->within);
  /* What is shown is what counts, though it be rounded. */
  rule.fasting_below_mg_dl = get_threshold (&self->fasting_below, self->unit) * in_mg_dl;
  rule.glucose_from_mg_dl = get_threshold (&self->glucose_from, self->unit) * in_mg_dl;
  rule.replace = gtk_switch_get_active (self->replace);

  bw_glucose_rule_check (&rule, &error);
  bw_live_spin_set_wrong (self->below, error != NULL);
  bw_live_spin_set_wrong (self->above, error != NULL);
  bw_proposal_list_set_problem (self->proposals, error != NULL ? error->message : NULL);
  bw_proposal_list_set_proposals (
      self->proposals, bw_propose_by_readings (self->recordings, self->readings, &rule));
}

/* In what thresholds are shown, and readings told. */
static void
set_unit (BwGlucoseDialog *self,
          Unit             unit)
{
  self->unit = unit;
  for (guint i = 0; i < self->readings->len; i++)
    g_array_index (self->readings, BwGlucoseReading, i).in_mmol = unit == UNIT_MMOL_L;
  show_threshold (self, self->below, &self->fasting_below);
  show_threshold (self, self->above, &self->glucose_from);
}

static void
on_unit (BwGlucoseDialog *self)
{
  Unit unit = gtk_toggle_button_get_active (self->mmol_l) ? UNIT_MMOL_L : UNIT_MG_DL;

  if (self->loading || unit == self->unit)
    return;
  self->loading = TRUE;
  self->unit_chosen = TRUE;
  set_unit (self, unit);
  self->loading = FALSE;
  on_changed (self);
}

static void
on_apply (BwGlucoseDialog *self)
{
  g_autoptr (GArray) states = bw_proposal_list_get_states (self->proposals, "glucose");

  if (self->chosen != NULL)
    self->chosen (states, self->chosen_data);
  gtk_window_close (GTK_WINDOW (self));
}

static void
on_narrow (BwGlucoseDialog *self)
{
  gboolean narrow = bw_narrow_bin_get_narrow (self->bin);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->panes),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_size_request (self->rule, narrow ? -1 : RULE_WIDTH, -1);
}

/* The unit of most readings, unless the person chose one before. */
static Unit
get_first_unit (BwGlucoseDialog *self)
{
  g_autofree char *chosen = g_settings_get_string (self->settings, "glucose-unit");
  guint n_mmol_l = 0;

  for (Unit i = 0; i < N_UNITS; i++)
    if (g_str_equal (units[i].id, chosen))
      {
        self->unit_chosen = TRUE;
        return i;
      }
  for (guint i = 0; i < self->readings->len; i++)
    n_mmol_l += g_array_index (self->readings, BwGlucoseReading, i).in_mmol;
  return 2 * n_mmol_l > self->readings->len ? UNIT_MMOL_L : UNIT_MG_DL;
}

static void
show_empty (BwGlucoseDialog *self,
            const char      *title,
            const char      *description)
{
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, description);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
load (BwGlucoseDialog *self,
      GTimeZone       *zone)
{
  const BwGlucoseReading *first = &g_array_index (self->readings, BwGlucoseReading, 0);
  const BwGlucoseReading *last = first + self->readings->len - 1;
  g_autofree char *count = bw_format_count (self->readings->len);
  g_autofree char *span = bw_format_span (first->time_ms, last->time_ms, zone);
  g_autofree char *readings = NULL;
  Unit unit;

  /* Translators: how many readings, and from when to when: "52 readings, 3 Sep – 8 Oct 2023". */
  readings = g_strdup_printf (ngettext ("%s reading, %s", "%s readings, %s", self->readings->len),
                              count, span);
  adw_window_title_set_subtitle (self->title, readings);
  unit = get_first_unit (self);
  gtk_toggle_button_set_active (unit == UNIT_MMOL_L ? self->mmol_l : self->mg_dl, TRUE);
  self->fasting_below.value = g_settings_get_double (self->settings, "glucose-fasting-below");
  self->glucose_from.value = g_settings_get_double (self->settings, "glucose-from");
  set_unit (self, unit);
  gtk_spin_button_set_value (self->within,
                             g_settings_get_int (self->settings, "glucose-within-minutes"));
}

static gboolean
bw_glucose_dialog_close_request (GtkWindow *window)
{
  BwGlucoseDialog *self = BW_GLUCOSE_DIALOG (window);

  /* Where nothing could be set, there is nothing to remember. */
  if (!self->loading)
    {
      g_settings_set_int (self->settings, "glucose-within-minutes",
                          (int) bw_live_spin_get_value (self->within));
      g_settings_set_double (self->settings, "glucose-fasting-below",
                             to_mg_dl (self->fasting_below.value, self->fasting_below.unit));
      g_settings_set_double (self->settings, "glucose-from",
                             to_mg_dl (self->glucose_from.value, self->glucose_from.unit));
      g_settings_set_string (self->settings, "glucose-unit",
                             self->unit_chosen ? units[self->unit].id : "");
    }
  return GTK_WINDOW_CLASS (bw_glucose_dialog_parent_class)->close_request (window);
}

static void
bw_glucose_dialog_dispose (GObject *object)
{
  BwGlucoseDialog *self = BW_GLUCOSE_DIALOG (object);

  self->loading = TRUE;
  bw_glucose_dialog_set_callback (self, NULL, NULL, NULL);
  g_clear_pointer (&self->recordings, g_array_unref);
  g_clear_pointer (&self->readings, g_array_unref);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (bw_glucose_dialog_parent_class)->dispose (object);
}

static void
bw_glucose_dialog_class_init (BwGlucoseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_glucose_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = bw_glucose_dialog_close_request;

  g_type_ensure (BW_TYPE_NARROW_BIN);
  g_type_ensure (BW_TYPE_PROPOSAL_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/beatwise/Beatwise/ui/"
                                                             "bw-glucose-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwGlucoseDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, BwGlucoseDialog, empty);
  gtk_widget_class_bind_template_child (widget_class, BwGlucoseDialog, bin);
  gtk_widget_class_bind_template_child (widget_class, BwGlucoseDialog, panes);
  gtk_widget_class_bind_template_child (widget_class, BwGlucoseDialog, rule);
  gtk_widget_class_bind_template_child (widget_class, BwGlucoseDialog, title);
  gtk_widget_class_bind_template_child (widget_class, BwGlucoseDialog, mg_dl);
  gtk_widget_class_bind_template_child (widget_class, BwGlucoseDialog, mmol_l);
  gtk_widget_class_bind_template_child (widget_class, BwGlucoseDialog, below);
  gtk_widget_class_bind_template_child (widget_class, BwGlucoseDialog, above);
  gtk_widget_class_bind_template_child (widget_class, BwGlucoseDialog, within);
  gtk_widget_class_bind_template_child (widget_class, BwGlucoseDialog, replace);
  gtk_widget_class_bind_template_child (widget_class, BwGlucoseDialog, proposals);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_narrow);
  gtk_widget_class_bind_template_callback (widget_class, on_unit);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
bw_glucose_dialog_init (BwGlucoseDialog *self)
{
  GtkSpinButton **spins[] = { &self->below, &self->above, &self->within };

  self->loading = TRUE;
  self->settings = g_settings_new (BW_APPLICATION_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (spins); i++)
    bw_live_spin_connect (*spins[i], G_CALLBACK (on_changed), self);
  gtk_window_set_default_widget (GTK_WINDOW (self), bw_proposal_list_get_button (self->proposals));
  on_narrow (self);
}

BwGlucoseDialog *
bw_glucose_dialog_new (GtkWindow *parent,
                       GArray    *recordings,
                       GArray    *samples,
                       GTimeZone *zone)
{
  BwGlucoseDialog *self;
  g_autofree char *without_time = NULL;
  gboolean any_time = FALSE;
  int width;

  g_return_val_if_fail (recordings != NULL, NULL);
  g_return_val_if_fail (samples != NULL, NULL);
  g_return_val_if_fail (zone != NULL, NULL);

  self = g_object_new (BW_TYPE_GLUCOSE_DIALOG, "transient-for", parent, NULL);
  self->recordings = g_array_ref (recordings);
  self->readings = bw_glucose_readings_new (samples, NULL);
  width = parent != NULL ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;
  if (width > 0 && width < WIDE_FROM)
    {
      gtk_window_set_default_size (GTK_WINDOW (self), width, 640);
      bw_narrow_bin_expect_width (self->bin, width);
    }
  without_time = tell_without_time (recordings);
  for (guint i = 0; i < recordings->len && !any_time; i++)
    any_time = g_array_index (recordings, BwRecording, i).time_known;
  if (self->readings->len == 0)
    {
      show_empty (self, _("No Blood Glucose Readings"),
                  samples->len > 0
                    ? _("The readings there are have no unit that could be understood.")
                    : _("Keep them in the phone’s health app and import its export: recordings can "
                        "then be labelled by the reading nearest in time."));
    }
  else if (!any_time)
    {
      show_empty (self, recordings->len > 0 ? _("No Time of Day Known") : _("No Recordings"),
                  without_time != NULL ? without_time
                                       : _("Import ECGs first: they can then be labelled by the "
                                           "reading nearest in time."));
    }
  else
    {
      bw_proposal_list_set_recordings (self->proposals, recordings, zone, TRUE);
      bw_proposal_list_set_note (self->proposals, without_time);
      bw_proposal_list_set_only_changes (self->proposals, TRUE);
      load (self, zone);
      self->loading = FALSE;
      on_changed (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->below));
    }
  return self;
}

void
bw_glucose_dialog_set_callback (BwGlucoseDialog *self,
                                BwLabelsChosen   chosen,
                                gpointer         user_data,
                                GDestroyNotify   free_data)
{
  g_return_if_fail (BW_IS_GLUCOSE_DIALOG (self));

  if (self->free_chosen_data != NULL)
    self->free_chosen_data (self->chosen_data);
  self->chosen = chosen;
  self->chosen_data = user_data;
  self->free_chosen_data = free_data;
}
