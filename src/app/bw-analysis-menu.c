/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-analysis-menu.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _BwAnalysisMenu
{
  AdwBin parent_instance;

  /* Template children. */
  GtkMenuButton *button;
  GtkListBox *correction_list;
  GtkSwitch *detrend_switch;
  AdwComboRow *window_row;
  AdwComboRow *track_row;
  GtkWidget *reset_button;

  /* Borrowed. */
  GtkWidget *checks[BW_N_CORRECTIONS];

  /* Owned. */
  GArray *windows;             /* (element-type double): seconds, as in the row */
  GArray *track_windows;       /* 0: by the length */

  BwRhythmSettings settings;
  gboolean setting;            /* from outside: nothing is to be told */
};

G_DEFINE_FINAL_TYPE (BwAnalysisMenu, bw_analysis_menu, ADW_TYPE_BIN)

enum
{
  SETTINGS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* By how much people ask for it. */
static const BwCorrection corrections[] = {
  BW_CORRECTION_STANDARD,
  BW_CORRECTION_LENIENT,
  BW_CORRECTION_STRICT,
  BW_CORRECTION_NONE,
};

static const double usual_windows[] = { 60, 120, 300, 600 };
static const double usual_track_windows[] = { 0, 60, 120, 300, 600, 1800 };

static const char *
get_words (BwCorrection correction)
{
  switch (correction)
    {
    case BW_CORRECTION_STANDARD:
      return _("As published (Lipponen and Tarvainen 2019)");
    case BW_CORRECTION_LENIENT:
      return _("Only beats that stick out far");
    case BW_CORRECTION_STRICT:
      return _("Also beats that are merely uneven");
    case BW_CORRECTION_NONE:
    default:
      return _("Take every beat as it was measured");
    }
}

/* Returns: (transfer full) */
static char *
format_window (double seconds)
{
  guint whole = (guint) lround (seconds);

  if (whole == 0)
    /* Translators: the window is chosen by how long the recording is */
    return g_strdup (_("By length"));
  if (whole % 60 == 0)
    return g_strdup_printf (ngettext ("%u minute", "%u minutes", whole / 60), whole / 60);
  return g_strdup_printf (ngettext ("%u second", "%u seconds", whole), whole);
}

/* --- From outside ------------------------------------------------------------------------------- */

/* The usual windows, and the one that is set where it is none of them. */
static void
fill (AdwComboRow  *row,
      GArray       *windows,
      const double *usual,
      guint         n,
      double        chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint at = GTK_INVALID_LIST_POSITION;

  g_array_set_size (windows, 0);
  g_array_append_vals (windows, usual, n);
  for (guint i = 0; i < n; i++)
    if (fabs (usual[i] - chosen) < 0.5)
      at = i;
  if (at == GTK_INVALID_LIST_POSITION)
    {
      at = windows->len;
      g_array_append_val (windows, chosen);
    }
  for (guint i = 0; i < windows->len; i++)
    {
      g_autofree char *name = format_window (g_array_index (windows, double, i));

      gtk_string_list_append (names, name);
    }
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (row, at);
}

static void
show_reset (BwAnalysisMenu *self)
{
  const BwRhythmSettings usual = BW_RHYTHM_SETTINGS_DEFAULT;
  gboolean is_usual = bw_rhythm_settings_equal (&self->settings, &usual);

  gtk_widget_set_sensitive (self->reset_button, !is_usual);
  /* That the numbers are not as usual is seen without opening it. */
  if (is_usual)
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "accent");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "accent");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), is_usual ? _("How It Is Analysed")
                                                                   : _("How It Is Analysed: Not as Usual"));
}

static void
show (BwAnalysisMenu *self)
{
  self->setting = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (corrections); i++)
    if (corrections[i] == self->settings.correction)
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[i]), TRUE);
  gtk_switch_set_active (self->detrend_switch, self->settings.detrend);
  fill (self->window_row, self->windows, usual_windows, G_N_ELEMENTS (usual_windows),
        self->settings.window_s);
  fill (self->track_row, self->track_windows, usual_track_windows, G_N_ELEMENTS (usual_track_windows),
        self->settings.track_window_s);
  show_reset (self);
  self->setting = FALSE;
}

/* --- By a person -------------------------------------------------------------------------------- */

static void
change (BwAnalysisMenu         *self,
        const BwRhythmSettings *settings)
{
  if (self->setting || bw_rhythm_settings_equal (&self->settings, settings))
    return;
  self->settings = *settings;
  show_reset (self);
  g_signal_emit (self, signals[SETTINGS_CHANGED], 0);
}

static void
on_check (GtkCheckButton *check,
          GParamSpec     *pspec,
          BwAnalysisMenu *self)
{
  BwRhythmSettings settings = self->settings;

  if (!gtk_check_button_get_active (check))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (corrections); i++)
    if (self->checks[i] == GTK_WIDGET (check))
      settings.correction = corrections[i];
  change (self, &settings);
}

static void
on_detrend (GtkSwitch      *button,
            GParamSpec     *pspec,
            BwAnalysisMenu *self)
{
  BwRhythmSettings settings = self->settings;

  settings.detrend = gtk_switch_get_active (button);
  change (self, &settings);
}

static void
on_window (AdwComboRow    *row,
           GParamSpec     *pspec,
           BwAnalysisMenu *self)
{
  BwRhythmSettings settings = self->settings;
  guint at = adw_combo_row_get_selected (row);

  if (at >= self->windows->len)
    return;
  settings.window_s = g_array_index (self->windows, double, at);
  change (self, &settings);
}

static void
on_track_window (AdwComboRow    *row,
                 GParamSpec     *pspec,
                 BwAnalysisMenu *self)
{
  BwRhythmSettings settings = self->settings;
  guint at = adw_combo_row_get_selected (row);

  if (at >= self->track_windows->len)
    return;
  settings.track_window_s = g_array_index (self->track_windows, double, at);
  settings.track_step_s = 0;
  change (self, &settings);
}

static void
on_reset (GtkButton      *button,
          BwAnalysisMenu *self)
{
  const BwRhythmSettings usual = BW_RHYTHM_SETTINGS_DEFAULT;

  if (bw_rhythm_settings_equal (&self->settings, &usual))
    return;
  bw_analysis_menu_set_settings (self, &usual);
  g_signal_emit (self, signals[SETTINGS_CHANGED], 0);
}

/* --- Widget ------------------------------------------------------------------------------------- */

static void
bw_analysis_menu_finalize (GObject *object)
{
  BwAnalysisMenu *self = BW_ANALYSIS_MENU (object);

  g_array_unref (self->windows);
  g_array_unref (self->track_windows);
  G_OBJECT_CLASS (bw_analysis_menu_parent_class)->finalize (object);
}

static void
bw_analysis_menu_class_init (BwAnalysisMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = bw_analysis_menu_finalize;

  signals[SETTINGS_CHANGED] = g_signal_new ("settings-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/beatwise/Beatwise/ui/"
                                                             "bw-analysis-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, BwAnalysisMenu, button);
  gtk_widget_class_bind_template_child (widget_class, BwAnalysisMenu, correction_list);
  gtk_widget_class_bind_template_child (widget_class, BwAnalysisMenu, detrend_switch);
  gtk_widget_class_bind_template_child (widget_class, BwAnalysisMenu, window_row);
  gtk_widget_class_bind_template_child (widget_class, BwAnalysisMenu, track_row);
  gtk_widget_class_bind_template_child (widget_class, BwAnalysisMenu, reset_button);
  gtk_widget_class_bind_template_callback (widget_class, on_detrend);
  gtk_widget_class_bind_template_callback (widget_class, on_window);
  gtk_widget_class_bind_template_callback (widget_class, on_track_window);
  gtk_widget_class_bind_template_callback (widget_class, on_reset);
}

static void
add_corrections (BwAnalysisMenu *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (corrections); i++)
    {
      GtkWidget *row = adw_action_row_new (), *check = gtk_check_button_new ();

      if (i > 0)
        gtk_check_button_set_group (GTK_CHECK_BUTTON (check), GTK_CHECK_BUTTON (self->checks[0]));
      gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
      g_signal_connect (check, "notify::active", G_CALLBACK (on_check), self);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), bw_correction_get_text (corrections[i]));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), get_words (corrections[i]));
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
      gtk_list_box_append (self->correction_list, row);
      self->checks[i] = check;
    }
}

static void
bw_analysis_menu_init (BwAnalysisMenu *self)
{
  self->windows = g_array_new (FALSE, FALSE, sizeof (double));
  self->track_windows = g_array_new (FALSE, FALSE, sizeof (double));
  self->settings = BW_RHYTHM_SETTINGS_DEFAULT;
  self->setting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  add_corrections (self);
  show (self);
}

GtkWidget *
bw_analysis_menu_new (void)
{
  return g_object_new (BW_TYPE_ANALYSIS_MENU, NULL);
}

void
bw_analysis_menu_set_settings (BwAnalysisMenu         *self,
                               const BwRhythmSettings *settings)
{
  g_return_if_fail (BW_IS_ANALYSIS_MENU (self));
  g_return_if_fail (settings != NULL);

  self->settings = *settings;
  show (self);
}

void
bw_analysis_menu_get_settings (BwAnalysisMenu   *self,
                               BwRhythmSettings *settings)
{
  g_return_if_fail (BW_IS_ANALYSIS_MENU (self));
  g_return_if_fail (settings != NULL);

  *settings = self->settings;
}
