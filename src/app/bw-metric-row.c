/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-metric-row.h"

#include "app/bw-norm-bar.h"

#include <glib/gi18n-lib.h>

struct _BwMetricRow
{
  GtkListBoxRow parent_instance;

  BwMetric metric;
  gboolean has_value, has_norm;

  /* Owned. */
  char *reason;                /* (nullable) */

  /* Borrowed. */
  GtkWidget *norm;
  GtkWidget *value;
  GtkWidget *unit;
  GtkWidget *weak;
  GtkWidget *details, *detail;
};

G_DEFINE_FINAL_TYPE (BwMetricRow, bw_metric_row, GTK_TYPE_LIST_BOX_ROW)

static GtkWidget *
label_new (const char *text,
           float       xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  return label;
}

static GtkWidget *
wrap (GtkWidget *label)
{
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

static GtkWidget *
make_icon (void)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("bw-weak-symbolic");

  gtk_image_set_pixel_size (GTK_IMAGE (icon), 10);
  return icon;
}

static void
bw_metric_row_finalize (GObject *object)
{
  g_free (BW_METRIC_ROW (object)->reason);
  G_OBJECT_CLASS (bw_metric_row_parent_class)->finalize (object);
}

static void
bw_metric_row_class_init (BwMetricRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_metric_row_finalize;
}

static void
bw_metric_row_init (BwMetricRow *self)
{
  self->norm = g_object_new (BW_TYPE_NORM_BAR, "valign", GTK_ALIGN_CENTER, NULL);
  self->value = label_new (NULL, 1);
  gtk_widget_add_css_class (self->value, "numeric");
  self->unit = label_new (NULL, 0);
  gtk_widget_add_css_class (self->unit, "dim-label");

  self->weak = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_box_append (GTK_BOX (self->weak), make_icon ());
  gtk_box_append (GTK_BOX (self->weak), label_new (_("weak"), 0));
  gtk_widget_add_css_class (self->weak, "caption");
  gtk_widget_add_css_class (self->weak, "dim-label");

  self->detail = wrap (label_new (NULL, 0));
  gtk_widget_add_css_class (self->detail, "caption");
  gtk_widget_add_css_class (self->detail, "dim-label");
  self->details = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->details), self->detail);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
}

GtkWidget *
bw_metric_row_new (BwMetric metric)
{
  BwMetricRow *self = g_object_new (BW_TYPE_METRIC_ROW, NULL);
  GtkWidget *rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = wrap (label_new (bw_metric_get_name (metric), 0));

  self->metric = metric;
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_margin_end (self->weak, 6);
  gtk_widget_set_margin_end (self->norm, 6);
  /* "n.u." and "bpm" are the widest: values stand below each other. */
  gtk_label_set_width_chars (GTK_LABEL (self->unit), 4);
  gtk_label_set_label (GTK_LABEL (self->unit), bw_metric_get_unit (metric));
  gtk_box_append (GTK_BOX (line), name);
  gtk_box_append (GTK_BOX (line), self->weak);
  gtk_box_append (GTK_BOX (line), self->norm);
  gtk_box_append (GTK_BOX (line), self->value);
  gtk_box_append (GTK_BOX (line), self->unit);
  gtk_box_append (GTK_BOX (rows), line);
  gtk_box_append (GTK_BOX (rows), self->details);
  gtk_widget_add_css_class (rows, "metric");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), rows);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), bw_metric_get_words (metric));
  bw_metric_row_set (self, NULL, -1);
  return GTK_WIDGET (self);
}

BwMetric
bw_metric_row_get_metric (BwMetricRow *self)
{
  g_return_val_if_fail (BW_IS_METRIC_ROW (self), BW_METRIC_MEAN_NN);

  return self->metric;
}

/* "RMSSD 43.2 ms, within the normal range; weak: less than 60 seconds". */
static void
tell (BwMetricRow        *self,
      const char         *number,
      const BwMetricNorm *norm,
      double              value)
{
  g_autofree char *text = NULL;
  const char *name = bw_metric_get_name (self->metric), *unit = bw_metric_get_unit (self->metric);

  /* Translators: a measure, its value and its unit, to be heard */
  text = g_strdup_printf (_("%s: %s%s%s"), name, number ? number : _("not known"),
                          number && *unit ? " " : "", number ? unit : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_clear_pointer (&text, g_free);
  text = g_strdup_printf ("%s%s%s", norm ? bw_norm_bar_say_side (norm, value) : "",
                          norm && self->reason ? "; " : "", self->reason ? self->reason : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

void
bw_metric_row_set (BwMetricRow *self,
                   const BwHrv *hrv,
                   double       age_years)
{
  BwMetricTrust trust = hrv ? bw_metric_get_trust (self->metric, hrv) : BW_TRUST_NONE;
  g_autofree char *number = NULL, *range = NULL, *detail = NULL;
  BwMetricNorm norm;
  double value = 0;

  g_return_if_fail (BW_IS_METRIC_ROW (self));

  self->has_value = trust != BW_TRUST_NONE && bw_metric_get_value (self->metric, hrv, &value);
  self->has_norm = self->has_value
                   && bw_metric_get_norm (self->metric, bw_hrv_get_norm_s (hrv), age_years, &norm);
  g_clear_pointer (&self->reason, g_free);
  if (hrv)
    self->reason = bw_metric_get_trust_text (self->metric, hrv);
  if (self->has_value)
    number = g_strdup_printf ("%.*f", (int) bw_metric_get_digits (self->metric), value);

  gtk_label_set_label (GTK_LABEL (self->value), number ? number : "–");
  gtk_widget_set_opacity (self->unit, number ? 1 : 0);
  bw_norm_bar_set (BW_NORM_BAR (self->norm), self->has_norm ? &norm : NULL, value);
  if (self->has_norm)
    range = bw_norm_bar_format (&norm, self->metric);
  detail = g_strdup_printf ("%s%s%s%s%s", bw_metric_get_words (self->metric), range ? "\n" : "",
                            range ? range : "", self->reason ? "\n" : "",
                            self->reason ? self->reason : "");
  gtk_label_set_label (GTK_LABEL (self->detail), detail);
  gtk_widget_set_visible (self->weak, trust == BW_TRUST_WEAK);
  tell (self, number, self->has_norm ? &norm : NULL, value);
}

gboolean
bw_metric_row_has_value (BwMetricRow *self)
{
  g_return_val_if_fail (BW_IS_METRIC_ROW (self), FALSE);

  return self->has_value;
}

gboolean
bw_metric_row_has_norm (BwMetricRow *self)
{
  g_return_val_if_fail (BW_IS_METRIC_ROW (self), FALSE);

  return self->has_norm;
}

const char *
bw_metric_row_get_reason (BwMetricRow *self)
{
  g_return_val_if_fail (BW_IS_METRIC_ROW (self), NULL);

  return self->reason;
}

void
bw_metric_row_set_norms_shown (BwMetricRow *self,
                               gboolean     shown)
{
  g_return_if_fail (BW_IS_METRIC_ROW (self));

  gtk_widget_set_visible (self->norm, shown);
}

void
bw_metric_row_toggle (BwMetricRow *self)
{
  gboolean shown;

  g_return_if_fail (BW_IS_METRIC_ROW (self));

  shown = !gtk_revealer_get_reveal_child (GTK_REVEALER (self->details));
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->details), shown);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, shown, -1);
}
