/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-metrics-card.h"

#include "app/bw-format.h"
#include "app/bw-metric-row.h"
#include "app/bw-norm-bar.h"
#include "app/bw-toasts.h"
#include "export/bw-export-rhythm.h"

#include <glib/gi18n-lib.h>

/* Of all beats, from which on the numbers are to be taken with care. */
#define MANY_PERCENT (100 * BW_HRV_MANY_ARTEFACTS)

typedef enum
{
  SECTION_OVERVIEW,
  SECTION_TIME,
  SECTION_FREQUENCY,
  SECTION_NONLINEAR,
  N_SECTIONS
} Section;

struct _BwMetricsCard
{
  AdwBin parent_instance;

  /* Template children. */
  GtkWidget *enough_icon;
  GtkLabel *figures_label;
  GtkLabel *enough_label;
  GtkListBox *overview_list;
  GtkListBox *time_list;
  GtkListBox *frequency_list;
  GtkListBox *nonlinear_list;
  GtkLabel *notes_label;

  /* Borrowed. */
  GtkWidget *rows[BW_N_METRICS];
  GtkWidget *absent_rows[N_SECTIONS]; /* what cannot be had */
  GtkWidget *absent_labels[N_SECTIONS];

  /* Owned. */
  BwRhythmFindings *findings;  /* (nullable) */

  double age_years;
  gboolean show_all;
  char *spectrum;              /* "welch", "lomb" */
};

G_DEFINE_FINAL_TYPE (BwMetricsCard, bw_metrics_card, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_SHOW_ALL,
  PROP_SPECTRUM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* What people mostly ask for. */
static const BwMetric chosen[] = {
  BW_METRIC_MEAN_HR,  BW_METRIC_MIN_HR,    BW_METRIC_MAX_HR,    BW_METRIC_SDNN,       BW_METRIC_RMSSD,
  BW_METRIC_LN_RMSSD, BW_METRIC_PNN50,     BW_METRIC_WELCH_VLF, BW_METRIC_WELCH_LF,   BW_METRIC_WELCH_HF,
  BW_METRIC_LOMB_VLF, BW_METRIC_LOMB_LF,   BW_METRIC_LOMB_HF,   BW_METRIC_WELCH_LF_HF, BW_METRIC_LOMB_LF_HF,
  BW_METRIC_SD1,      BW_METRIC_SD2,       BW_METRIC_SAMPEN,    BW_METRIC_DFA_ALPHA1,
};

static gboolean
is_chosen (BwMetric metric)
{
  for (guint i = 0; i < G_N_ELEMENTS (chosen); i++)
    if (chosen[i] == metric)
      return TRUE;
  return FALSE;
}

static Section
get_section (BwMetric metric)
{
  switch (bw_metric_get_group (metric))
    {
    case BW_METRIC_GROUP_OVERVIEW:
      return SECTION_OVERVIEW;
    case BW_METRIC_GROUP_TIME:
      return SECTION_TIME;
    case BW_METRIC_GROUP_FREQUENCY_WELCH:
    case BW_METRIC_GROUP_FREQUENCY_LOMB:
      return SECTION_FREQUENCY;
    case BW_METRIC_GROUP_NONLINEAR:
    default:
      return SECTION_NONLINEAR;
    }
}

/* Whether it is of the spectrum that is not shown. */
static gboolean
is_other_spectrum (BwMetricsCard *self,
                   BwMetric       metric)
{
  BwMetricGroup other = g_str_equal (self->spectrum, "lomb") ? BW_METRIC_GROUP_FREQUENCY_WELCH
                                                             : BW_METRIC_GROUP_FREQUENCY_LOMB;

  return bw_metric_get_group (metric) == other;
}

/* --- What is shown ------------------------------------------------------------------------------ */

/* By it a reading goes in the list, the trend and the forecast: where it is not RMSSD itself, one wants
 * to see both. */
static gboolean
is_other_rmssd (BwMetricsCard *self,
                BwMetric       metric)
{
  double rmssd, unbiased;

  return metric == BW_METRIC_RMSSD_UNBIASED && self->findings
         && bw_metric_get_value (BW_METRIC_RMSSD, self->findings->hrv, &rmssd)
         && bw_metric_get_value (metric, self->findings->hrv, &unbiased) && rmssd != unbiased;
}

/* Whether it is to be told of at all. */
static gboolean
is_asked_for (BwMetricsCard *self,
              BwMetric       metric)
{
  return !is_other_spectrum (self, metric)
         && (self->show_all || is_chosen (metric) || is_other_rmssd (self, metric)
             || bw_metric_row_has_norm (BW_METRIC_ROW (self->rows[metric])));
}

/* "LF, HF: needs 60 seconds", a line a reason. */
static void
tell_absent (BwMetricsCard *self,
             Section        section)
{
  g_autoptr (GPtrArray) reasons = g_ptr_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint m = 0; m < BW_N_METRICS; m++)
    {
      BwMetricRow *row = BW_METRIC_ROW (self->rows[m]);
      const char *reason = bw_metric_row_get_reason (row);

      if (get_section ((BwMetric) m) == section && is_asked_for (self, (BwMetric) m)
          && !bw_metric_row_has_value (row) && reason
          && !g_ptr_array_find_with_equal_func (reasons, reason, g_str_equal, NULL))
        g_ptr_array_add (reasons, (char *) reason);
    }
  for (guint r = 0; r < reasons->len; r++)
    {
      const char *reason = g_ptr_array_index (reasons, r);
      g_autoptr (GString) names = g_string_new (NULL);

      for (guint m = 0; m < BW_N_METRICS; m++)
        {
          BwMetricRow *row = BW_METRIC_ROW (self->rows[m]);

          if (get_section ((BwMetric) m) == section && is_asked_for (self, (BwMetric) m)
              && !bw_metric_row_has_value (row) && g_strcmp0 (bw_metric_row_get_reason (row), reason) == 0)
            g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                                    bw_metric_get_name ((BwMetric) m));
        }
      g_string_append_printf (text, "%s%s: %s", r > 0 ? "\n" : "", names->str, reason);
    }
  gtk_label_set_label (GTK_LABEL (self->absent_labels[section]), text->str);
  gtk_widget_set_visible (self->absent_rows[section], reasons->len > 0);
}

static void
show_rows (BwMetricsCard *self)
{
  gboolean has_norms = FALSE;

  for (guint m = 0; m < BW_N_METRICS; m++)
    {
      BwMetricRow *row = BW_METRIC_ROW (self->rows[m]);
      gboolean shown = bw_metric_row_has_value (row) && is_asked_for (self, (BwMetric) m);

      gtk_widget_set_visible (GTK_WIDGET (row), shown);
      has_norms |= shown && bw_metric_row_has_norm (row);
    }
  for (guint m = 0; m < BW_N_METRICS; m++)
    bw_metric_row_set_norms_shown (BW_METRIC_ROW (self->rows[m]), has_norms);
  for (guint s = 0; s < N_SECTIONS; s++)
    tell_absent (self, (Section) s);
}

/* "347 intervals · 3 artefacts". */
static char *
format_figures (const BwHrv *hrv)
{
  g_autofree char *n = bw_format_count (hrv->n), *n_artefacts = bw_format_count (hrv->n_artefacts);
  g_autofree char *intervals = g_strdup_printf (ngettext ("%s interval", "%s intervals", hrv->n), n);
  g_autofree char *artefacts
      = g_strdup_printf (ngettext ("%s artefact", "%s artefacts", hrv->n_artefacts), n_artefacts);

  return g_strdup_printf ("%s · %s", intervals, artefacts);
}

static void
count_trust (BwMetricsCard *self,
             guint          counts[3])
{
  for (guint m = 0; m < BW_N_METRICS; m++)
    if (!is_other_spectrum (self, (BwMetric) m))
      counts[bw_metric_get_trust ((BwMetric) m, self->findings->hrv)]++;
}

/* Whether it is long enough, in a sentence or two. */
static char *
format_enough (BwMetricsCard  *self,
               const char    **icon)
{
  const BwHrv *hrv = self->findings->hrv;
  guint counts[3] = { 0 }, n;
  double artefacts = hrv->n_beats > 0 ? 100.0 * hrv->n_artefacts / hrv->n_beats : 0;
  g_autofree char *text = NULL;

  count_trust (self, counts);
  n = counts[BW_TRUST_NONE] + counts[BW_TRUST_WEAK] + counts[BW_TRUST_GOOD];
  *icon = "bw-weak-symbolic";
  if (hrv->n == 0)
    return g_strdup (_("There is no normal interval here."));
  if (counts[BW_TRUST_GOOD] == n)
    {
      *icon = "emblem-ok-symbolic";
      text = g_strdup (_("Long enough for every measure."));
    }
  else if (counts[BW_TRUST_GOOD] == 0)
    text = g_strdup (_("Too short to be sure of any measure."));
  else if (counts[BW_TRUST_WEAK] == 0)
    text = g_strdup_printf (_("Long enough for %u of %u measures."), counts[BW_TRUST_GOOD], n);
  else
    text = g_strdup_printf (_("Long enough for %u of %u measures; %u more are weak."), counts[BW_TRUST_GOOD],
                            n, counts[BW_TRUST_WEAK]);
  if (artefacts <= MANY_PERCENT)
    return g_steal_pointer (&text);
  *icon = "bw-weak-symbolic";
  return g_strdup_printf (
      /* xgettext:no-c-format */
      _("%s %.0f %% of the beats were artefacts: take the numbers with care."), text, artefacts);
}

static void
show_notes (BwMetricsCard *self)
{
  const GPtrArray *notes = self->findings ? self->findings->hrv->notes : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; self->show_all && notes && i < notes->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (notes, i));
  gtk_label_set_label (self->notes_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->notes_label), text->len > 0);
}

static void
show (BwMetricsCard *self)
{
  const BwHrv *hrv = self->findings ? self->findings->hrv : NULL;
  g_autofree char *figures = NULL, *enough = NULL;
  const char *icon;

  for (guint m = 0; m < BW_N_METRICS; m++)
    bw_metric_row_set (BW_METRIC_ROW (self->rows[m]), hrv, self->age_years);
  show_rows (self);
  show_notes (self);
  if (!hrv)
    return;
  figures = format_figures (hrv);
  enough = format_enough (self, &icon);
  gtk_label_set_label (self->figures_label, figures);
  gtk_label_set_label (self->enough_label, enough);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->enough_icon), icon);
}

/* --- Copy --------------------------------------------------------------------------------------- */

char *
bw_metrics_card_make_text (BwMetricsCard *self)
{
  GString *text;

  g_return_val_if_fail (BW_IS_METRICS_CARD (self), NULL);

  if (!self->findings)
    return NULL;
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\n", _("Measure"), _("Value"), _("Unit"),
                          _("Normal range"), _("Trust"));
  for (guint m = 0; m < BW_N_METRICS; m++)
    {
      const BwHrv *hrv = self->findings->hrv;
      g_autofree char *number = NULL, *range = NULL;
      const char *reason = bw_metric_row_get_reason (BW_METRIC_ROW (self->rows[m]));
      BwMetricNorm norm;
      double value;

      if (!is_asked_for (self, (BwMetric) m))
        continue;
      if (bw_metric_row_has_value (BW_METRIC_ROW (self->rows[m]))
          && bw_metric_get_value ((BwMetric) m, hrv, &value))
        number = g_strdup_printf ("%.*f", (int) bw_metric_get_digits ((BwMetric) m), value);
      if (bw_metric_get_norm ((BwMetric) m, bw_hrv_get_norm_s (hrv), self->age_years, &norm))
        range = bw_norm_bar_format (&norm, (BwMetric) m);
      g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\n", bw_metric_get_name ((BwMetric) m),
                              number ? number : "", bw_metric_get_unit ((BwMetric) m), range ? range : "",
                              reason ? reason : "");
    }
  return g_string_free (text, FALSE);
}

/* Puts @text on the clipboard, and says so. */
static void
copy (BwMetricsCard *self,
      const char    *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  if (!text)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  if (overlay)
    bw_toasts_show (ADW_TOAST_OVERLAY (overlay), adw_toast_new (_("Table copied")), FALSE);
}

static void
on_copy_text (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  g_autofree char *text = bw_metrics_card_make_text (BW_METRICS_CARD (widget));

  copy (BW_METRICS_CARD (widget), text);
}

static void
on_copy_csv (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  BwMetricsCard *self = BW_METRICS_CARD (widget);
  g_autofree char *text = NULL;

  if (self->findings)
    {
      const BwExportRhythm data = {
        .rhythm = self->findings->rhythm,
        .from_ms = self->findings->from_ms,
        .to_ms = self->findings->to_ms,
        .hrv = self->findings->hrv,
        .track = self->findings->track,
        .age_years = self->age_years,
      };

      text = bw_export_rhythm_csv (&data, BW_RHYTHM_DATA_METRICS, NULL);
    }
  copy (self, text);
}

/* --- Widget ------------------------------------------------------------------------------------- */

static void
on_row_activated (GtkListBox    *list,
                  GtkListBoxRow *row,
                  BwMetricsCard *self)
{
  if (BW_IS_METRIC_ROW (row))
    bw_metric_row_toggle (BW_METRIC_ROW (row));
}

static void
bw_metrics_card_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  BwMetricsCard *self = BW_METRICS_CARD (object);

  switch (prop_id)
    {
    case PROP_SHOW_ALL:
      g_value_set_boolean (value, self->show_all);
      break;
    case PROP_SPECTRUM:
      g_value_set_string (value, self->spectrum);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bw_metrics_card_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  BwMetricsCard *self = BW_METRICS_CARD (object);

  switch (prop_id)
    {
    case PROP_SHOW_ALL:
      self->show_all = g_value_get_boolean (value);
      break;
    case PROP_SPECTRUM:
      g_free (self->spectrum);
      self->spectrum = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
      return;
    }
  /* While it is being built there are no rows yet. */
  if (self->rows[0])
    show (self);
}

static void
bw_metrics_card_dispose (GObject *object)
{
  g_clear_pointer (&BW_METRICS_CARD (object)->findings, bw_rhythm_findings_unref);
  G_OBJECT_CLASS (bw_metrics_card_parent_class)->dispose (object);
}

static void
bw_metrics_card_finalize (GObject *object)
{
  g_free (BW_METRICS_CARD (object)->spectrum);
  G_OBJECT_CLASS (bw_metrics_card_parent_class)->finalize (object);
}

static void
bw_metrics_card_class_init (BwMetricsCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_metrics_card_get_property;
  object_class->set_property = bw_metrics_card_set_property;
  object_class->dispose = bw_metrics_card_dispose;
  object_class->finalize = bw_metrics_card_finalize;

  /* All of them, or those that are mostly asked for. */
  properties[PROP_SHOW_ALL] = g_param_spec_boolean ("show-all", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  /* Which spectrum the powers are of: "welch" or "lomb". */
  properties[PROP_SPECTRUM] = g_param_spec_string ("spectrum", NULL, NULL, "welch",
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_install_property_action (widget_class, "metrics.show-all", "show-all");
  gtk_widget_class_install_property_action (widget_class, "metrics.spectrum", "spectrum");
  gtk_widget_class_install_action (widget_class, "metrics.copy-text", NULL, on_copy_text);
  gtk_widget_class_install_action (widget_class, "metrics.copy-csv", NULL, on_copy_csv);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/beatwise/Beatwise/ui/"
                                                             "bw-metrics-card.ui");
  gtk_widget_class_bind_template_child (widget_class, BwMetricsCard, enough_icon);
  gtk_widget_class_bind_template_child (widget_class, BwMetricsCard, figures_label);
  gtk_widget_class_bind_template_child (widget_class, BwMetricsCard, enough_label);
  gtk_widget_class_bind_template_child (widget_class, BwMetricsCard, overview_list);
  gtk_widget_class_bind_template_child (widget_class, BwMetricsCard, time_list);
  gtk_widget_class_bind_template_child (widget_class, BwMetricsCard, frequency_list);
  gtk_widget_class_bind_template_child (widget_class, BwMetricsCard, nonlinear_list);
  gtk_widget_class_bind_template_child (widget_class, BwMetricsCard, notes_label);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
add_absent_row (BwMetricsCard *self,
                GtkListBox    *list,
                Section        section)
{
  GtkWidget *row = gtk_list_box_row_new (), *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "metric");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (list, row);
  self->absent_rows[section] = row;
  self->absent_labels[section] = label;
}

static void
bw_metrics_card_init (BwMetricsCard *self)
{
  GtkListBox *lists[N_SECTIONS];

  self->spectrum = g_strdup ("welch");
  self->age_years = -1;
  gtk_widget_init_template (GTK_WIDGET (self));
  lists[SECTION_OVERVIEW] = self->overview_list;
  lists[SECTION_TIME] = self->time_list;
  lists[SECTION_FREQUENCY] = self->frequency_list;
  lists[SECTION_NONLINEAR] = self->nonlinear_list;
  for (guint m = 0; m < BW_N_METRICS; m++)
    {
      self->rows[m] = bw_metric_row_new ((BwMetric) m);
      gtk_list_box_append (lists[get_section ((BwMetric) m)], self->rows[m]);
    }
  for (guint s = 0; s < N_SECTIONS; s++)
    add_absent_row (self, lists[s], (Section) s);
  show (self);
}

GtkWidget *
bw_metrics_card_new (void)
{
  return g_object_new (BW_TYPE_METRICS_CARD, NULL);
}

void
bw_metrics_card_set_findings (BwMetricsCard    *self,
                              BwRhythmFindings *findings,
                              double            age_years)
{
  g_return_if_fail (BW_IS_METRICS_CARD (self));

  if (findings)
    bw_rhythm_findings_ref (findings);
  g_clear_pointer (&self->findings, bw_rhythm_findings_unref);
  self->findings = findings;
  self->age_years = age_years;
  show (self);
}
