/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tachogram-fixture.h"

#include "app/bw-analysis-menu.h"
#include "app/bw-hrv-view.h"
#include "app/bw-metric-row.h"
#include "app/bw-metrics-card.h"
#include "app/bw-norm-bar.h"
#include "app/bw-rhythm-cards.h"
#include "app/bw-table-dialog.h"
#include "bw-test.h"

#include <string.h>

static BwRhythmFindings *
find (BwRhythm *rhythm,
      double    from_ms,
      double    to_ms)
{
  g_autoptr (GError) error = NULL;
  BwRhythmFindings *findings = bw_rhythm_findings_new (rhythm, from_ms, to_ms, NULL, &error);

  g_assert_no_error (error);
  return findings;
}

/* The first mapped descendant of the type that @matches. */
typedef gboolean (*Matches) (GtkWidget  *widget,
                             const void *data);

static GtkWidget *
search (GtkWidget  *root,
        Matches     matches,
        const void *data)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (matches (root, data))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = search (child, matches, data);

      if (found)
        return found;
    }
  return NULL;
}

static gboolean
shows_text (GtkWidget  *widget,
            const void *text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL;
}

static gboolean
is_row_of (GtkWidget  *widget,
           const void *metric)
{
  return BW_IS_METRIC_ROW (widget)
         && bw_metric_row_get_metric (BW_METRIC_ROW (widget)) == *(const BwMetric *) metric;
}

static gboolean
is_chart (GtkWidget  *widget,
          const void *chart)
{
  return BW_IS_HRV_VIEW (widget) && bw_hrv_view_get_figure (BW_HRV_VIEW (widget))
         && bw_hrv_figure_get_chart (bw_hrv_view_get_figure (BW_HRV_VIEW (widget)))
                == *(const BwHrvChart *) chart;
}

static gboolean
shows (GtkWidget  *root,
       const char *text)
{
  return search (root, shows_text, text) != NULL;
}

static GtkWidget *
get_row (GtkWidget *root,
         BwMetric   metric)
{
  return search (root, is_row_of, &metric);
}

static GtkWidget *
get_chart (GtkWidget  *root,
           BwHrvChart  chart)
{
  return search (root, is_chart, &chart);
}

/* As on the page: what is longer than the window scrolls. */
static GtkWidget *
show_scrolled (GtkWidget *child,
               int        width,
               int        height)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), child);
  return ecg_window (scrolled, width, height);
}

/* --- Cards -------------------------------------------------------------------------------------- */

/* A minute's reading with a gap: what can be had is there, what cannot is told with its reason, and
 * what would take minutes has no card. */
static void
test_reading (void)
{
  g_autoptr (BwRhythm) rhythm = tachogram_rhythm_known ();
  g_autoptr (BwRhythmFindings) findings = find (rhythm, 0, G_MAXDOUBLE);
  GtkWidget *cards = bw_rhythm_cards_new (), *window = show_scrolled (cards, 900, 700), *row;
  double rmssd;
  g_autofree char *label = NULL;

  g_assert_false (shows (cards, "Measures"));
  bw_rhythm_cards_set_findings (BW_RHYTHM_CARDS (cards), findings);
  ecg_spin (100);
  g_assert_true (shows (cards, "Whole re"));
  row = get_row (cards, BW_METRIC_RMSSD);
  g_assert_nonnull (row);
  g_assert_true (bw_metric_get_value (BW_METRIC_RMSSD, findings->hrv, &rmssd));
  label = g_strdup_printf ("RMSSD: %.1f ms", rmssd);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label);

  g_assert_null (get_row (cards, BW_METRIC_WELCH_VLF));
  g_assert_true (shows (cards, "VLF: needs 5 minutes"));
  g_assert_null (get_row (cards, BW_METRIC_NN50)); /* not asked for */
  g_assert_null (get_row (cards, BW_METRIC_RMSSD_UNBIASED)); /* the same */
  g_assert_null (get_chart (cards, BW_HRV_CHART_SPECTROGRAM));
  g_assert_nonnull (get_chart (cards, BW_HRV_CHART_POINCARE));
  ecg_close (window, cards);
}

/* The RMSSD that the list has is another one where a watch's clock is coarse: both are told. */
static void
test_watch (void)
{
  g_autoptr (BwRhythm) rhythm = tachogram_rhythm_watch ();
  g_autoptr (BwRhythmFindings) findings = find (rhythm, 0, G_MAXDOUBLE);
  GtkWidget *cards = bw_rhythm_cards_new (), *window = ecg_window (cards, 900, 700);

  bw_rhythm_cards_set_findings (BW_RHYTHM_CARDS (cards), findings);
  ecg_spin (100);
  g_assert_nonnull (get_row (cards, BW_METRIC_RMSSD));
  g_assert_nonnull (get_row (cards, BW_METRIC_RMSSD_UNBIASED));
  ecg_close (window, cards);
}

/* Gone when nothing is chosen, and back. */
static void
test_none (void)
{
  g_autoptr (BwRhythm) rhythm = tachogram_rhythm_known ();
  g_autoptr (BwRhythmFindings) findings = find (rhythm, 0, G_MAXDOUBLE);
  GtkWidget *cards = bw_rhythm_cards_new (), *window = show_scrolled (cards, 900, 700);

  for (guint i = 0; i < 3; i++)
    {
      bw_rhythm_cards_set_findings (BW_RHYTHM_CARDS (cards), findings);
      ecg_spin (40);
      g_assert_nonnull (get_row (cards, BW_METRIC_RMSSD));
      bw_rhythm_cards_set_findings (BW_RHYTHM_CARDS (cards), NULL);
      ecg_spin (40);
      g_assert_null (get_row (cards, BW_METRIC_RMSSD));
    }
  ecg_close (window, cards);
}

/* A stretch says from when to when, and has numbers of its own. */
static void
test_stretch (void)
{
  g_autoptr (BwRhythm) rhythm = tachogram_rhythm_long (4000);
  g_autoptr (BwRhythmFindings) whole = find (rhythm, 0, G_MAXDOUBLE);
  g_autoptr (BwRhythmFindings) part = find (rhythm, 300000, 600000);
  GtkWidget *cards = bw_rhythm_cards_new (), *window = show_scrolled (cards, 900, 700);
  double all, some;

  bw_rhythm_cards_set_findings (BW_RHYTHM_CARDS (cards), whole);
  ecg_spin (100);
  g_assert_true (shows (cards, "Whole re"));
  g_assert_nonnull (get_chart (cards, BW_HRV_CHART_TRACK));
  bw_rhythm_cards_set_findings (BW_RHYTHM_CARDS (cards), part);
  ecg_spin (100);
  g_assert_true (shows (cards, "Selected stretch · 5:00 – 10:00 (5:00)"));
  g_assert_true (bw_metric_get_value (BW_METRIC_SDNN, whole->hrv, &all));
  g_assert_true (bw_metric_get_value (BW_METRIC_SDNN, part->hrv, &some));
  g_assert_cmpfloat (all, !=, some);
  {
    g_autofree char *label = g_strdup_printf ("SDNN: %.1f ms", some);

    gtk_test_accessible_assert_property (GTK_ACCESSIBLE (get_row (cards, BW_METRIC_SDNN)),
                                         GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  }
  ecg_close (window, cards);
}

/* What takes long dims what is old; what is quick does not flicker. */
static void
test_busy (void)
{
  g_autoptr (BwRhythm) rhythm = tachogram_rhythm_known ();
  g_autoptr (BwRhythmFindings) findings = find (rhythm, 0, G_MAXDOUBLE);
  GtkWidget *cards = bw_rhythm_cards_new (), *window = show_scrolled (cards, 900, 700);

  bw_rhythm_cards_set_busy (BW_RHYTHM_CARDS (cards), TRUE);
  g_assert_false (shows (cards, "Measuring the rhythm"));
  ecg_spin (500);
  g_assert_true (shows (cards, "Measuring the rhythm"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (cards), GTK_ACCESSIBLE_STATE_BUSY, TRUE);
  bw_rhythm_cards_set_findings (BW_RHYTHM_CARDS (cards), findings);
  ecg_spin (40);
  g_assert_false (shows (cards, "Measuring the rhythm"));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (cards), GTK_ACCESSIBLE_STATE_BUSY, FALSE);

  /* Old values stay. */
  bw_rhythm_cards_set_busy (BW_RHYTHM_CARDS (cards), TRUE);
  ecg_spin (500);
  g_assert_nonnull (get_row (cards, BW_METRIC_RMSSD));
  bw_rhythm_cards_set_busy (BW_RHYTHM_CARDS (cards), FALSE);
  ecg_spin (40);
  g_assert_nonnull (get_row (cards, BW_METRIC_RMSSD));

  /* And closed while it waits. */
  bw_rhythm_cards_set_busy (BW_RHYTHM_CARDS (cards), TRUE);
  ecg_close (window, cards);
  ecg_spin (400);
}

/* --- Metrics ------------------------------------------------------------------------------------ */

static void
test_metrics (void)
{
  g_autoptr (BwRhythm) rhythm = tachogram_rhythm_long (4000);
  g_autoptr (BwRhythmFindings) findings = find (rhythm, 0, G_MAXDOUBLE);
  GtkWidget *card = bw_metrics_card_new (), *window = show_scrolled (card, 380, 900), *row;
  g_autofree char *few = NULL, *all = NULL, *csv = NULL;

  g_assert_null (bw_metrics_card_make_text (BW_METRICS_CARD (card)));
  bw_metrics_card_set_findings (BW_METRICS_CARD (card), findings, -1);
  ecg_spin (60);
  few = bw_metrics_card_make_text (BW_METRICS_CARD (card));
  g_assert_nonnull (strstr (few, "\nRMSSD\t"));
  g_assert_null (strstr (few, "\nNN50\t"));

  gtk_widget_activate_action (card, "metrics.show-all", NULL);
  ecg_spin (60);
  g_assert_nonnull (get_row (card, BW_METRIC_NN50));
  g_assert_nonnull (get_row (card, BW_METRIC_WELCH_TOTAL));
  g_assert_null (get_row (card, BW_METRIC_LOMB_TOTAL));
  gtk_widget_activate_action (card, "metrics.spectrum", "s", "lomb");
  ecg_spin (60);
  g_assert_null (get_row (card, BW_METRIC_WELCH_TOTAL));
  g_assert_nonnull (get_row (card, BW_METRIC_LOMB_TOTAL));
  all = bw_metrics_card_make_text (BW_METRICS_CARD (card));
  {
    g_auto (GStrv) lines = g_strsplit (all, "\n", -1);

    /* Titles, all but the other spectrum's, and nothing after the last line. */
    g_assert_cmpuint (g_strv_length (lines), ==, 1 + BW_N_METRICS - BW_N_SPECTRUM_METRICS + 1);
  }

  /* Activated, a row tells what it means; again, no more. */
  row = get_row (card, BW_METRIC_RMSSD);
  g_assert_false (shows (row, bw_metric_get_words (BW_METRIC_RMSSD)));
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  ecg_spin (300);
  g_assert_true (shows (row, bw_metric_get_words (BW_METRIC_RMSSD)));
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  ecg_spin (300);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);
  ecg_close (window, card);
}

static void
on_text_read (GObject      *clipboard,
              GAsyncResult *result,
              gpointer      text)
{
  *(char **) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);
}

static char *
read_clipboard (GtkWidget *widget)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, on_text_read, &text);
  ecg_await (text);
  return text;
}

static void
test_copy (void)
{
  g_autoptr (BwRhythm) rhythm = tachogram_rhythm_known ();
  g_autoptr (BwRhythmFindings) findings = find (rhythm, 0, G_MAXDOUBLE);
  GtkWidget *card = bw_metrics_card_new (), *window = show_scrolled (card, 380, 900);
  g_autofree char *text = NULL, *csv = NULL, *made = NULL;

  bw_metrics_card_set_findings (BW_METRICS_CARD (card), findings, 40);
  gtk_widget_activate_action (card, "metrics.copy-text", NULL);
  text = read_clipboard (card);
  made = bw_metrics_card_make_text (BW_METRICS_CARD (card));
  g_assert_cmpstr (text, ==, made);
  gtk_widget_activate_action (card, "metrics.copy-csv", NULL);
  csv = read_clipboard (card);
  g_assert_nonnull (strstr (csv, "rmssd_ms"));
  g_assert_nonnull (strchr (csv, ','));
  ecg_close (window, card);
}

/* --- Charts ------------------------------------------------------------------------------------- */

static void
test_view (void)
{
  g_autoptr (BwRhythm) rhythm = tachogram_rhythm_long (4000);
  g_autoptr (BwRhythmFindings) findings = find (rhythm, 0, G_MAXDOUBLE);
  const BwHrvFigureSource source = { .hrv = findings->hrv, .track = findings->track,
                                     .to_ms = findings->to_ms };

  for (guint chart = 0; chart < BW_HRV_N_CHARTS; chart++)
    {
      g_autoptr (BwHrvFigure) figure = bw_hrv_figure_new ((BwHrvChart) chart, &source);
      GtkWidget *view = GTK_WIDGET (bw_hrv_view_new ((BwHrvChart) chart));
      GtkWidget *window = ecg_window (view, 420, 320);
      GtkAccessible *accessible = GTK_ACCESSIBLE (view);
      GtkEventController *motion = ecg_controller (view, GTK_TYPE_EVENT_CONTROLLER_MOTION);
      g_autofree char *words = bw_hrv_figure_describe (figure), *first = NULL, *name = NULL;
      g_autoptr (GBytes) png = NULL;
      g_autoptr (GError) error = NULL;

      /* Nothing to read, nothing to save. */
      gtk_test_accessible_assert_role (accessible, GTK_ACCESSIBLE_ROLE_SLIDER);
      g_assert_false (ecg_press (view, GDK_KEY_Right, 0));
      g_assert_false (ecg_press (view, GDK_KEY_Page_Down, 0));
      g_assert_false (ecg_press (view, GDK_KEY_Escape, 0));
      g_signal_emit_by_name (motion, "motion", 200.0, 150.0);
      g_assert_null (bw_chart_render (BW_CHART (view), BW_PLOT_FORMAT_PNG, NULL));

      bw_hrv_view_set_figure (BW_HRV_VIEW (view), figure);
      ecg_spin (40);
      gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words);
      g_assert_false (ecg_press (view, GDK_KEY_Up, 0));
      g_assert_true (ecg_press (view, GDK_KEY_Home, 0));
      first = bw_hrv_figure_get_text (figure, &(BwHrvFigureCursor) { 0, 0 });
      g_strdelimit (first, "\n", ' ');
      gtk_test_accessible_assert_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, first);
      g_assert_false (ecg_press (view, GDK_KEY_Left, 0)); /* the page's */
      g_assert_true (ecg_press (view, GDK_KEY_Right, 0));
      g_assert_true (ecg_press (view, GDK_KEY_Page_Down, 0));
      g_assert_true (ecg_press (view, GDK_KEY_Page_Up, 0));
      g_assert_true (ecg_press (view, GDK_KEY_End, 0));
      g_assert_false (ecg_press (view, GDK_KEY_Right, 0));
      g_assert_cmpint (ecg_press (view, GDK_KEY_Up, 0), ==, chart == BW_HRV_CHART_SPECTROGRAM);
      name = g_strdup_printf ("hrv-view-%s", bw_hrv_chart_get_id ((BwHrvChart) chart));
      ecg_picture (window, name);
      g_assert_true (ecg_press (view, GDK_KEY_Escape, 0));
      g_assert_false (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT));

      g_signal_emit_by_name (motion, "motion", 200.0, 150.0);
      g_signal_emit_by_name (motion, "leave");
      g_assert_false (gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT));
      png = bw_chart_render (BW_CHART (view), BW_PLOT_FORMAT_PNG, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (png), >, 2000);

      /* The cursor does not outlive what it read. */
      ecg_press (view, GDK_KEY_Home, 0);
      bw_hrv_view_set_figure (BW_HRV_VIEW (view), NULL);
      g_assert_false (ecg_press (view, GDK_KEY_Escape, 0));
      ecg_close (window, view);
    }
}

/* --- Analysis ----------------------------------------------------------------------------------- */

static void
count (BwAnalysisMenu *menu,
       guint          *n)
{
  ++*n;
}

static gboolean
is_a (GtkWidget  *widget,
      const void *type)
{
  return g_type_is_a (G_OBJECT_TYPE (widget), *(const GType *) type);
}

static void
test_analysis (void)
{
  const BwRhythmSettings usual = BW_RHYTHM_SETTINGS_DEFAULT;
  BwRhythmSettings settings = usual, now;
  GtkWidget *menu = bw_analysis_menu_new (), *window = ecg_window (menu, 400, 500), *button, *popover;
  GType type = GTK_TYPE_MENU_BUTTON;
  guint n = 0;

  g_signal_connect (menu, "settings-changed", G_CALLBACK (count), &n);
  bw_analysis_menu_get_settings (BW_ANALYSIS_MENU (menu), &now);
  g_assert_true (bw_rhythm_settings_equal (&now, &usual));

  /* From outside, also such as the menu does not offer: nothing is told, nothing is lost. */
  settings.correction = BW_CORRECTION_STRICT;
  settings.detrend = TRUE;
  settings.window_s = 256;
  settings.track_window_s = 90;
  settings.track_step_s = 7;
  bw_analysis_menu_set_settings (BW_ANALYSIS_MENU (menu), &settings);
  bw_analysis_menu_get_settings (BW_ANALYSIS_MENU (menu), &now);
  g_assert_true (bw_rhythm_settings_equal (&now, &settings));
  g_assert_cmpuint (n, ==, 0);

  button = search (menu, is_a, &type);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  ecg_spin (200);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  g_assert_true (shows (popover, "256 seconds"));
  g_assert_true (shows (popover, "90 seconds"));
  ecg_picture (popover, "analysis-menu");
  type = GTK_TYPE_SWITCH;
  gtk_switch_set_active (GTK_SWITCH (search (popover, is_a, &type)), FALSE);
  g_assert_cmpuint (n, ==, 1);
  bw_analysis_menu_get_settings (BW_ANALYSIS_MENU (menu), &now);
  g_assert_false (now.detrend);
  g_assert_cmpint (now.correction, ==, BW_CORRECTION_STRICT);
  g_assert_cmpfloat (now.window_s, ==, 256);

  /* The first check is the published one. */
  type = GTK_TYPE_CHECK_BUTTON;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (search (popover, is_a, &type)), TRUE);
  g_assert_cmpuint (n, ==, 2);
  bw_analysis_menu_get_settings (BW_ANALYSIS_MENU (menu), &now);
  g_assert_cmpint (now.correction, ==, BW_CORRECTION_STANDARD);

  type = ADW_TYPE_COMBO_ROW;
  adw_combo_row_set_selected (ADW_COMBO_ROW (search (popover, is_a, &type)), 1);
  g_assert_cmpuint (n, ==, 3);
  bw_analysis_menu_get_settings (BW_ANALYSIS_MENU (menu), &now);
  g_assert_cmpfloat (now.window_s, ==, 120);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  ecg_spin (100);
  ecg_close (window, menu);
}

/* --- To look at --------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  int width, height;
  gboolean dark;
} looks[] = {
  { "wide", 860, 2100, FALSE },
  { "wide-dark", 860, 2100, TRUE },
  { "narrow", 350, 4200, FALSE },
  { "narrow-dark", 350, 4200, TRUE },
};

/* No wider than there is room for, in every look, without a critical. */
static void
look (BwRhythm   *rhythm,
      const char *name,
      double      from_ms,
      double      to_ms,
      gboolean    show_all)
{
  g_autoptr (BwRhythmFindings) findings = find (rhythm, from_ms, to_ms);

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      GtkWidget *cards = bw_rhythm_cards_new (), *window;
      g_autofree char *file = g_strdup_printf ("rhythm-cards-%s-%s", name, looks[i].name);
      GType type = BW_TYPE_METRICS_CARD;
      gint64 began;

      if (looks[i].dark && !g_getenv ("BW_TEST_PICTURES"))
        continue;
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                          looks[i].dark ? ADW_COLOR_SCHEME_FORCE_DARK
                                                        : ADW_COLOR_SCHEME_FORCE_LIGHT);
      gtk_widget_set_margin_start (cards, 12);
      gtk_widget_set_margin_end (cards, 12);
      gtk_widget_set_margin_top (cards, 12);
      window = show_scrolled (cards, looks[i].width, looks[i].height);
      began = g_get_monotonic_time ();
      bw_rhythm_cards_set_findings (BW_RHYTHM_CARDS (cards), findings);
      g_test_message ("%s: %.1f ms to show", name, (double) (g_get_monotonic_time () - began) / 1000);
      ecg_spin (100);
      if (show_all)
        gtk_widget_activate_action (search (cards, is_a, &type), "metrics.show-all", NULL);
      ecg_spin (200);
      g_assert_cmpint (gtk_widget_get_width (cards), <=, looks[i].width);
      ecg_picture (window, file);
      ecg_close (window, cards);
    }
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_LIGHT);
}

static void
test_look_reading (void)
{
  g_autoptr (BwRhythm) rhythm = tachogram_rhythm_known ();

  look (rhythm, "reading", 0, G_MAXDOUBLE, FALSE);
}

static void
test_look_day (void)
{
  g_autoptr (BwRhythm) rhythm = tachogram_rhythm_read ("data/hrv/nsr001_rr_s.txt");

  if (!rhythm)
    return;
  look (rhythm, "day", 0, G_MAXDOUBLE, FALSE);
  look (rhythm, "day-all", 0, G_MAXDOUBLE, TRUE);
  look (rhythm, "five-minutes", 3600000, 3900000, FALSE);
  look (rhythm, "seconds", 3600000, 3604000, FALSE);
}

/* What is heard is what is seen: a guide has a range too, and nothing outside of it is within. */
static void
test_norm_words (void)
{
  BwMetricNorm norm;

  g_assert_true (bw_metric_get_norm (BW_METRIC_WELCH_HF, 300, 40, &norm));
  g_assert_true (norm.is_guide);
  g_assert_cmpstr (bw_norm_bar_say_side (&norm, 20), ==, "below the guide range");
  g_assert_cmpstr (bw_norm_bar_say_side (&norm, 975), ==, "within the guide range");
  g_assert_cmpstr (bw_norm_bar_say_side (&norm, 5000), ==, "above the guide range");
  g_assert_true (bw_metric_get_norm (BW_METRIC_RMSSD, 300, 40, &norm));
  g_assert_cmpstr (bw_norm_bar_say_side (&norm, 2), ==, "below the normal range");
  g_assert_cmpstr (bw_norm_bar_say_side (&norm, 35), ==, "within the normal range");
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GtkCssProvider) css = NULL;

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  css = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (css, "/io/github/beatwise/Beatwise/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/io/github/beatwise/Beatwise/icons");
  g_test_add_func ("/rhythm-cards/reading", test_reading);
  g_test_add_func ("/rhythm-cards/watch", test_watch);
  g_test_add_func ("/rhythm-cards/none", test_none);
  g_test_add_func ("/rhythm-cards/stretch", test_stretch);
  g_test_add_func ("/rhythm-cards/busy", test_busy);
  g_test_add_func ("/rhythm-cards/metrics", test_metrics);
  g_test_add_func ("/rhythm-cards/copy", test_copy);
  g_test_add_func ("/rhythm-cards/view", test_view);
  g_test_add_func ("/rhythm-cards/analysis", test_analysis);
  g_test_add_func ("/rhythm-cards/look/reading", test_look_reading);
  g_test_add_func ("/rhythm-cards/look/day", test_look_day);
  g_test_add_func ("/rhythm-cards/norm-words", test_norm_words);
  return g_test_run ();
}
