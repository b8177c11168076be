/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-cards.h"

#include "app/bw-hrv-view.h"
#include "app/bw-metrics-card.h"
#include "app/bw-narrow-bin.h"
#include "app/bw-spinner.h"
#include "app/bw-tachogram-words.h"
#include "plot/bw-plot-rhythm-time.h"

#include <glib/gi18n-lib.h>

/* What is computed in less is there before anybody sees that it was not. */
#define PATIENCE_MS 300

struct _BwRhythmCards
{
  AdwBin parent_instance;

  /* Template children. */
  BwNarrowBin *bin;
  GtkStack *stack;
  GtkLabel *caption_label;
  GtkWidget *spinner;
  GtkBox *columns;
  BwMetricsCard *metrics;
  GtkBox *left;
  GtkBox *charts;
  GtkBox *wide_charts;
  GtkWidget *content;

  /* Borrowed. */
  BwHrvView *views[BW_HRV_N_CHARTS];
  GtkWidget *cards[BW_HRV_N_CHARTS];

  /* Owned. */
  BwRhythmFindings *findings;  /* (nullable) */

  /* Borrowed. */
  GtkToggleButton *logarithmic;

  double age_years;
  gboolean has_chosen_axis;    /* a person has; else it goes by the spectrum */
  gboolean setting;
  guint patience;              /* source, or 0 */
};

G_DEFINE_FINAL_TYPE (BwRhythmCards, bw_rhythm_cards, ADW_TYPE_BIN)

/* --- States ------------------------------------------------------------------------------------- */

static void
stop_waiting (BwRhythmCards *self)
{
  g_clear_handle_id (&self->patience, g_source_remove);
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_widget_remove_css_class (self->content, "outdated");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, FALSE, -1);
}

static gboolean
on_patience_over (gpointer user_data)
{
  BwRhythmCards *self = user_data;

  self->patience = 0;
  gtk_widget_set_visible (self->spinner, TRUE);
  gtk_widget_add_css_class (self->content, "outdated");
  if (!self->findings)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  return G_SOURCE_REMOVE;
}

/* "Whole recording · 23:58:12", "Selected stretch · 07:05:00 – 07:10:00 (5:00)".
 * Returns: (transfer full) */
static char *
format_caption (const BwRhythmFindings *findings)
{
  g_autofree char *from = bw_tachogram_words_moment (findings->rhythm, findings->from_ms);
  g_autofree char *to = bw_tachogram_words_moment (findings->rhythm, findings->to_ms);
  g_autofree char *length
      = bw_plot_format_elapsed (findings->is_stretch ? findings->to_ms - findings->from_ms
                                                     : bw_rhythm_get_duration_ms (findings->rhythm));

  if (findings->is_stretch)
    /* Translators: from when to when, and how long that is */
    return g_strdup_printf (_("Selected stretch · %s – %s (%s)"), from, to, length);
  return findings->rhythm->key.kind == BW_RHYTHM_READING
             /* Translators: all of a reading of the watch, and how long it is */
             ? g_strdup_printf (_("Whole reading · %s"), length)
             : g_strdup_printf (_("Whole recording · %s"), length);
}

/* Whether a chart has something to say, or has something to say about why it has not: what goes along
 * a recording of a minute does not. */
static gboolean
is_worth_a_card (BwHrvFigure *figure,
                 BwHrvChart   chart)
{
  return (chart != BW_HRV_CHART_TRACK && chart != BW_HRV_CHART_SPECTROGRAM)
         || !bw_hrv_figure_get_reason (figure);
}

/* --- Cards -------------------------------------------------------------------------------------- */

static void
on_logarithmic (GtkToggleButton *button,
                GParamSpec      *pspec,
                BwRhythmCards   *self)
{
  const BwHrvFigureLook look = { .logarithmic = gtk_toggle_button_get_active (button) };

  self->has_chosen_axis |= !self->setting;
  bw_hrv_view_set_look (self->views[BW_HRV_CHART_SPECTRUM], &look);
}

/* Small waves beside great ones are seen on a logarithmic axis. */
static GtkWidget *
make_logarithmic (BwRhythmCards *self)
{
  GtkWidget *button = gtk_toggle_button_new_with_mnemonic (_("_Log"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (button, 12);
  gtk_widget_set_tooltip_text (button, _("Logarithmic Axis"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Logarithmic axis"), -1);
  g_signal_connect (button, "notify::active", G_CALLBACK (on_logarithmic), self);
  self->logarithmic = GTK_TOGGLE_BUTTON (button);
  return button;
}

/* Until a person has said how they want it. */
static void
choose_axis (BwRhythmCards *self,
             BwHrvFigure   *spectrum)
{
  BwHrvFigureLook look;

  if (self->has_chosen_axis)
    return;
  bw_hrv_figure_get_default_look (spectrum, &look);
  self->setting = TRUE;
  gtk_toggle_button_set_active (self->logarithmic, look.logarithmic);
  self->setting = FALSE;
}

static GtkWidget *
make_card (BwRhythmCards *self,
           BwHrvChart     chart)
{
  GtkWidget *group = adw_preferences_group_new (), *card = adw_bin_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), bw_hrv_chart_get_title (chart));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), bw_hrv_chart_get_words (chart));
  if (chart == BW_HRV_CHART_SPECTRUM)
    adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), make_logarithmic (self));
  adw_bin_set_child (ADW_BIN (card), GTK_WIDGET (self->views[chart]));
  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "chart-card");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), card);
  return group;
}

/* In two columns the last chart stands below the metrics where these leave room; in one, after the
 * other charts. */
static void
arrange (BwRhythmCards *self)
{
  gboolean narrow = bw_narrow_bin_get_narrow (self->bin), all;
  GtkWidget *last = self->cards[BW_HRV_CHART_DFA], *parent = gtk_widget_get_parent (last);
  GtkBox *home;

  g_object_get (self->metrics, "show-all", &all, NULL);
  home = narrow || all ? self->charts : self->left;
  if (parent != GTK_WIDGET (home))
    {
      g_object_ref (last);
      gtk_box_remove (GTK_BOX (parent), last);
      gtk_box_append (home, last);
      g_object_unref (last);
    }
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns), narrow ? GTK_ORIENTATION_VERTICAL
                                                                         : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->columns, !narrow);
}

static void
on_arrange (GObject       *object,
            GParamSpec    *pspec,
            BwRhythmCards *self)
{
  arrange (self);
}

static void
show (BwRhythmCards *self)
{
  const BwRhythmFindings *findings = self->findings;
  g_autofree char *caption = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  BwHrvFigureSource source;

  bw_metrics_card_set_findings (self->metrics, self->findings, self->age_years);
  if (!findings)
    {
      for (guint i = 0; i < BW_HRV_N_CHARTS; i++)
        bw_hrv_view_set_figure (self->views[i], NULL);
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  if (findings->rhythm->time_known)
    zone = g_time_zone_new_offset (findings->rhythm->offset_min * 60);
  caption = format_caption (findings);
  gtk_label_set_label (self->caption_label, caption);
  source = (BwHrvFigureSource) {
    .hrv = findings->hrv,
    .track = findings->track,
    .from_ms = findings->from_ms,
    .to_ms = findings->to_ms,
    .start_ms = findings->rhythm->start_ms,
    .zone = zone,
  };
  for (guint i = 0; i < BW_HRV_N_CHARTS; i++)
    {
      g_autoptr (BwHrvFigure) figure = bw_hrv_figure_new ((BwHrvChart) i, &source);

      bw_hrv_view_set_figure (self->views[i], figure);
      if (i == BW_HRV_CHART_SPECTRUM)
        choose_axis (self, figure);
      gtk_widget_set_visible (self->cards[i], is_worth_a_card (figure, (BwHrvChart) i));
    }
  gtk_stack_set_visible_child_name (self->stack, "content");
}

/* --- Widget ------------------------------------------------------------------------------------- */

static void
bw_rhythm_cards_dispose (GObject *object)
{
  BwRhythmCards *self = BW_RHYTHM_CARDS (object);

  g_clear_handle_id (&self->patience, g_source_remove);
  g_clear_pointer (&self->findings, bw_rhythm_findings_unref);
  G_OBJECT_CLASS (bw_rhythm_cards_parent_class)->dispose (object);
}

static void
bw_rhythm_cards_class_init (BwRhythmCardsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_rhythm_cards_dispose;

  g_type_ensure (BW_TYPE_NARROW_BIN);
  g_type_ensure (BW_TYPE_METRICS_CARD);
  g_type_ensure (BW_TYPE_SPINNER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/beatwise/Beatwise/ui/"
                                                             "bw-rhythm-cards.ui");
  gtk_widget_class_bind_template_child (widget_class, BwRhythmCards, bin);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmCards, stack);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmCards, caption_label);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmCards, spinner);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmCards, columns);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmCards, metrics);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmCards, left);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmCards, charts);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmCards, wide_charts);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmCards, content);
}

static void
bw_rhythm_cards_init (BwRhythmCards *self)
{
  self->age_years = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < BW_HRV_N_CHARTS; i++)
    {
      gboolean wide = i == BW_HRV_CHART_TRACK || i == BW_HRV_CHART_SPECTROGRAM;

      self->views[i] = bw_hrv_view_new ((BwHrvChart) i);
      self->cards[i] = make_card (self, (BwHrvChart) i);
      gtk_box_append (wide ? self->wide_charts : self->charts, self->cards[i]);
    }
  arrange (self);
  g_signal_connect (self->bin, "notify::narrow", G_CALLBACK (on_arrange), self);
  g_signal_connect (self->metrics, "notify::show-all", G_CALLBACK (on_arrange), self);
}

GtkWidget *
bw_rhythm_cards_new (void)
{
  return g_object_new (BW_TYPE_RHYTHM_CARDS, NULL);
}

void
bw_rhythm_cards_set_findings (BwRhythmCards    *self,
                              BwRhythmFindings *findings)
{
  g_return_if_fail (BW_IS_RHYTHM_CARDS (self));

  stop_waiting (self);
  if (findings)
    bw_rhythm_findings_ref (findings);
  g_clear_pointer (&self->findings, bw_rhythm_findings_unref);
  self->findings = findings;
  show (self);
}

void
bw_rhythm_cards_set_busy (BwRhythmCards *self,
                          gboolean       busy)
{
  g_return_if_fail (BW_IS_RHYTHM_CARDS (self));

  if (!busy)
    {
      stop_waiting (self);
      gtk_stack_set_visible_child_name (self->stack, self->findings ? "content" : "empty");
      return;
    }
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY, TRUE, -1);
  if (self->patience == 0 && !gtk_widget_get_visible (self->spinner))
    self->patience = g_timeout_add (PATIENCE_MS, on_patience_over, self);
}

void
bw_rhythm_cards_set_age (BwRhythmCards *self,
                         double         years)
{
  g_return_if_fail (BW_IS_RHYTHM_CARDS (self));

  self->age_years = years;
  bw_metrics_card_set_findings (self->metrics, self->findings, years);
}
