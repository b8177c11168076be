/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-backtest-page.h"

#include "app/bw-backtest-words.h"
#include "app/bw-coverage-view.h"
#include "app/bw-format.h"
#include "app/bw-intervals-view.h"
#include "app/bw-job-row.h"
#include "app/bw-spinner.h"
#include "app/bw-table-dialog.h"
#include "base/bw-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* So many sentences of the verdict are the short of it; what follows is dimmer. */
#define VERDICT_SHORT 2

struct _BwBacktestPage
{
  AdwBin parent_instance;

  /* Template children. */
  GtkStack *states;
  AdwStatusPage *empty;
  AdwBin *first_job_bin;
  GtkWidget *first_button;
  GtkLabel *first_label;
  GtkBox *verdict;
  AdwBin *job_bin;
  GtkLabel *error_label;
  AdwActionRow *run_row;
  GtkToggleButton *all_button;
  GtkToggleButton *near_button;
  GtkToggleButton *middle_button;
  GtkToggleButton *far_button;
  BwIntervalsView *models;
  GtkWidget *coverage_group;
  BwCoverageView *coverage;
  AdwActionRow *green_row;
  AdwActionRow *yellow_row;
  AdwActionRow *red_row;
  AdwActionRow *warnings_row;

  /* Owned. */
  BwSession *session;
  BwJob *job;            /* (nullable): that is shown */

  /* What is shown, to be told from what is new. */
  gint64 made_ms;
  gboolean is_current;
  int block;             /* of hours ahead, −1 for all */
};

G_DEFINE_FINAL_TYPE (BwBacktestPage, bw_backtest_page, ADW_TYPE_BIN)

/* The person's. Returns: (transfer full) */
static GTimeZone *
get_zone (BwBacktestPage *self)
{
  const BwSummary *summary = bw_session_get_summary (self->session);
  GTimeZone *zone = summary != NULL ? g_time_zone_new_identifier (summary->zone_in_use) : NULL;

  return zone != NULL ? zone : g_time_zone_new_local ();
}

/* --- What was found --------------------------------------------------------------------------- */

static void
add_sentence (BwBacktestPage *self,
              const char     *text,
              const char     *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (self->verdict, label);
}

static void
show_verdict (BwBacktestPage   *self,
              const BwBacktest *backtest,
              GTimeZone        *zone)
{
  g_autoptr (GPtrArray) sentences = bw_backtest_get_verdict (backtest);
  g_autofree char *when = bw_format_time (backtest->made_ms, zone);
  g_autofree char *span = bw_backtest_words_span (backtest, zone);
  g_autofree char *subtitle = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->verdict))) != NULL)
    gtk_box_remove (self->verdict, child);
  for (guint i = 0; i < sentences->len; i++)
    add_sentence (self, g_ptr_array_index (sentences, i),
                  i == 0 ? "title-4" : i >= VERDICT_SHORT ? "dim-label" : NULL);
  if (!self->is_current)
    add_sentence (self, _("Your data or the program have changed since this was found."), "heading");
  /* Translators: a time; and a span of days with counts of forecasts and hours */
  subtitle = g_strdup_printf (_("Found %s on %s. Takes about a minute."), when, span);
  adw_action_row_set_subtitle (self->run_row, subtitle);
}

static void
show_axis (BwBacktestPage   *self,
           const BwBacktest *backtest)
{
  g_autoptr (GArray) ticks = g_array_new (FALSE, TRUE, sizeof (BwPlotIntervalsTick));
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  double low, high, step;
  int n;

  bw_backtest_words_axis (backtest, self->block, &low, &high, &step);
  n = (int) lround ((high - low) / step);
  for (int i = 0; i <= n; i++)
    {
      double value = low + i * step;
      const char *sign = value < 0 ? "−" : value > 0 ? "+" : "";
      /* Translators: a sign, and a number of percent */
      char *label = g_strdup_printf (i < n ? "%s%.0f" : _("%s%.0f %%"), sign, fabs (value));
      const BwPlotIntervalsTick tick = { fabs (value) < step / 2 ? 0 : value, label };

      g_ptr_array_add (labels, label);
      g_array_append_val (ticks, tick);
    }
  bw_intervals_view_set_axis (self->models, low, high,
                              (const BwPlotIntervalsTick *) (void *) ticks->data, ticks->len);
}

static void
show_models (BwBacktestPage   *self,
             const BwBacktest *backtest)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, TRUE, sizeof (BwIntervalsViewRow));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  show_axis (self, backtest);
  for (guint i = 0; i < backtest->models->len; i++)
    {
      const BwBacktestModel *model = g_ptr_array_index (backtest->models, i);
      const BwBacktestFigures *figures = bw_backtest_words_get_figures (model, self->block);
      const BwDifference *d = &figures->vs_average;
      gboolean is_shown = g_str_equal (model->id, backtest->shown);
      char *loss = g_strdup_printf ("%.4f", figures->pinball);
      char *difference = bw_backtest_words_difference (model, figures);
      char *interval = bw_backtest_words_interval (model, figures);
      char *spoken = bw_backtest_words_speak (backtest, model, figures);
      char *cells = bw_backtest_words_cells (model, figures);
      const BwIntervalsViewRow row = {
        .row = {
          .name = bw_backtest_model_get_title (model),
          .detail = is_shown ? _("Preferred") : NULL,
          .known = isfinite (d->low) && isfinite (d->high),
          .value = d->percent,
          .low = d->low,
          .high = d->high,
          .figures = { loss, difference, interval },
          .is_used = is_shown,
        },
        .spoken = spoken,
        .cells = cells,
      };

      g_ptr_array_add (texts, loss);
      g_ptr_array_add (texts, difference);
      g_ptr_array_add (texts, interval);
      g_ptr_array_add (texts, spoken);
      g_ptr_array_add (texts, cells);
      g_array_append_val (rows, row);
    }
  bw_intervals_view_set_rows (self->models, (const BwIntervalsViewRow *) (void *) rows->data,
                              rows->len);
}

static void
show_zones (BwBacktestPage   *self,
            const BwBacktest *backtest)
{
  const BwBacktestFigures *figures
    = bw_backtest_words_get_figures (bw_backtest_get_shown (backtest), self->block);
  AdwActionRow *const rows[] = { self->red_row, self->yellow_row, self->green_row };
  g_autofree char *warnings = bw_backtest_words_warnings (figures);

  for (int zone = BW_ZONE_RED; zone <= BW_ZONE_GREEN; zone++)
    {
      g_autofree char *title = NULL;
      g_autofree char *text = bw_backtest_words_zone (figures, (BwZone) zone, &title);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (rows[zone]), title);
      adw_action_row_set_subtitle (rows[zone], text);
    }
  adw_action_row_set_subtitle (self->warnings_row, warnings);
}

static void
show_backtest (BwBacktestPage   *self,
               const BwBacktest *backtest)
{
  g_autoptr (GTimeZone) zone = get_zone (self);

  show_verdict (self, backtest, zone);
  show_models (self, backtest);
  show_zones (self, backtest);
  gtk_widget_set_visible (self->coverage_group,
                          bw_coverage_view_set_backtest (self->coverage, backtest, zone));
}

static void
on_block (BwBacktestPage *self)
{
  const BwBacktest *backtest = bw_session_get_backtest (self->session, NULL);
  GtkToggleButton *const buttons[] = { self->near_button, self->middle_button, self->far_button };
  int block = -1;

  for (int b = 0; b < BW_CONFORMAL_BLOCKS; b++)
    if (gtk_toggle_button_get_active (buttons[b]))
      block = b;
  if (block == self->block)
    return;
  self->block = block;
  if (backtest == NULL)
    return;
  show_models (self, backtest);
  show_zones (self, backtest);
}

static void
show_figures (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  BwBacktestPage *self = BW_BACKTEST_PAGE (widget);
  const BwBacktest *backtest = bw_session_get_backtest (self->session, NULL);
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;

  if (backtest == NULL)
    return;
  text = bw_backtest_words_table (backtest, self->block);
  title = self->block < 0 ? g_strdup (_("All Figures"))
                          /* Translators: %s is a span of hours, as 1–6 */
                          : g_strdup_printf (_("All Figures, %s Hours Ahead"),
                                             bw_backtest_block_get_name (self->block));
  gtk_window_present (GTK_WINDOW (
      bw_table_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, title, text)));
}

/* --- States ----------------------------------------------------------------------------------- */

static gboolean
is_too_few (const GError *error)
{
  return g_error_matches (error, BW_ERROR, BW_ERROR_TOO_FEW);
}

/* Nothing was found yet: why, and what to do. */
static void
show_empty (BwBacktestPage *self,
            const GError   *error)
{
  g_autofree char *text = NULL;
  gboolean runs = self->job != NULL;
  const char *title, *icon = "bw-today-symbolic", *button = _("_Test the Forecasts");

  if (error != NULL && !runs)
    {
      title = is_too_few (error) ? _("Too Few Days Yet") : _("The Test Failed");
      icon = is_too_few (error) ? "bw-today-symbolic" : "dialog-warning-symbolic";
      button = _("_Try Again");
      text = g_markup_escape_text (error->message, -1);
    }
  else
    {
      title = runs ? _("Testing the Forecasts") : _("Not Tested Yet");
      text = g_strdup (_("Every forecast is tried on the newest third of your days, knowing no more than was "
                         "known at the time: how far off it was, how often its band held, whether it "
                         "warned of red hours. That takes about a minute; you can go on using Beatwise "
                         "meanwhile."));
    }
  adw_status_page_set_icon_name (self->empty, icon);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, text);
  gtk_label_set_label (self->first_label, button);
  gtk_widget_set_visible (self->first_button, !runs);
}

static void
show_job (BwBacktestPage *self,
          BwJob          *job)
{
  AdwBin *const bins[] = { self->job_bin, self->first_job_bin };

  if (job == self->job)
    return;
  g_set_object (&self->job, job);
  for (guint i = 0; i < G_N_ELEMENTS (bins); i++)
    {
      adw_bin_set_child (bins[i], job != NULL ? bw_job_row_new (job) : NULL);
      gtk_widget_set_visible (GTK_WIDGET (bins[i]), job != NULL);
    }
}

static void
on_backtest_changed (BwBacktestPage *self)
{
  gboolean is_current;
  const BwBacktest *backtest = bw_session_get_backtest (self->session, &is_current);
  const GError *error = bw_session_get_backtest_error (self->session);
  BwJob *job = bw_session_get_backtest_job (self->session);

  show_job (self, job);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "backtest.run", job == NULL);
  gtk_label_set_label (self->error_label, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), error != NULL && job == NULL);
  if (backtest != NULL && (backtest->made_ms != self->made_ms || is_current != self->is_current))
    {
      self->made_ms = backtest->made_ms;
      self->is_current = is_current;
      show_backtest (self, backtest);
    }
  if (backtest == NULL)
    {
      self->made_ms = 0;
      show_empty (self, error);
    }
  gtk_stack_set_visible_child_name (self->states,
                                    backtest != NULL ? "result"
                                    : job == NULL && error == NULL
                                          && !bw_session_has_read_backtest (self->session)
                                        ? "loading" : "empty");
}

/* What the library holds may be something else now; who does not look need not know. */
static void
on_summary_changed (BwBacktestPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    bw_session_read_backtest (self->session);
}

static void
run (GtkWidget  *widget,
     const char *action,
     GVariant   *parameter)
{
  bw_session_backtest (BW_BACKTEST_PAGE (widget)->session);
}

/* --- Widget ----------------------------------------------------------------------------------- */

static void
bw_backtest_page_map (GtkWidget *widget)
{
  BwBacktestPage *self = BW_BACKTEST_PAGE (widget);

  GTK_WIDGET_CLASS (bw_backtest_page_parent_class)->map (widget);
  if (self->session != NULL)
    bw_session_read_backtest (self->session);
}

static void
bw_backtest_page_dispose (GObject *object)
{
  BwBacktestPage *self = BW_BACKTEST_PAGE (object);

  g_clear_object (&self->job);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_backtest_page_parent_class)->dispose (object);
}

static void
bw_backtest_page_class_init (BwBacktestPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_backtest_page_dispose;
  widget_class->map = bw_backtest_page_map;

  g_type_ensure (BW_TYPE_COVERAGE_VIEW);
  g_type_ensure (BW_TYPE_INTERVALS_VIEW);
  g_type_ensure (BW_TYPE_SPINNER);
  gtk_widget_class_install_action (widget_class, "backtest.run", NULL, run);
  gtk_widget_class_install_action (widget_class, "backtest.show-figures", NULL, show_figures);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-backtest-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, BwBacktestPage, child)
  BIND (states);
  BIND (empty);
  BIND (first_job_bin);
  BIND (first_button);
  BIND (first_label);
  BIND (verdict);
  BIND (job_bin);
  BIND (error_label);
  BIND (run_row);
  BIND (all_button);
  BIND (near_button);
  BIND (middle_button);
  BIND (far_button);
  BIND (models);
  BIND (coverage_group);
  BIND (coverage);
  BIND (green_row);
  BIND (yellow_row);
  BIND (red_row);
  BIND (warnings_row);
#undef BIND
}

static void
bw_backtest_page_init (BwBacktestPage *self)
{
  GtkToggleButton *buttons[4];
  g_autofree char *headings = bw_backtest_words_headings ();
  /* Translators: titles of columns: how far forecasts were off; the difference of that from the
   * average’s; and its 95 % interval */
  const char *const titles[BW_PLOT_INTERVALS_FIGURES] = { _("Loss"), _("Against average"),
                                                          _("Likely") };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->block = -1;
  buttons[0] = self->all_button;
  buttons[1] = self->near_button;
  buttons[2] = self->middle_button;
  buttons[3] = self->far_button;
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    g_signal_connect_swapped (buttons[i], "toggled", G_CALLBACK (on_block), self);
  bw_intervals_view_set_title (self->models, _("Forecasts against the average"));
  bw_intervals_view_set_headings (self->models, headings);
  bw_intervals_view_set_titles (self->models, titles);
}

GtkWidget *
bw_backtest_page_new (void)
{
  return g_object_new (BW_TYPE_BACKTEST_PAGE, NULL);
}

void
bw_backtest_page_set_session (BwBacktestPage *self,
                              BwSession      *session)
{
  g_return_if_fail (BW_IS_BACKTEST_PAGE (self));
  g_return_if_fail (BW_IS_SESSION (session) && self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "backtest-changed", G_CALLBACK (on_backtest_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "summary-changed", G_CALLBACK (on_summary_changed), self,
                           G_CONNECT_SWAPPED);
  on_backtest_changed (self);
}

const char *
bw_backtest_page_get_state (BwBacktestPage *self)
{
  const char *name;

  g_return_val_if_fail (BW_IS_BACKTEST_PAGE (self), NULL);

  if (self->job != NULL)
    return "running";
  name = gtk_stack_get_visible_child_name (self->states);
  if (g_str_equal (name, "empty") && bw_session_get_backtest_error (self->session) != NULL)
    return "failed";
  return name;
}
