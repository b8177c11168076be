/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-hours-dialog.h"

#include "base/bw-time.h"
#include "plot/bw-plot-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Below this the table leaves out what its other columns hold already. */
#define NARROW_BELOW 560

typedef enum {
  COLUMN_HOUR,
  COLUMN_SCORE,
  COLUMN_ZONE,
  COLUMN_BOTH,        /* score and zone in one, where it is narrow */
  COLUMN_BAND,
  COLUMN_GREEN,
  COLUMN_YELLOW,
  COLUMN_RED,
  COLUMN_CHANCES,     /* the three in one, likewise */
  COLUMN_MS,
  COLUMN_CAME,        /* readings, in ms, and whether they lay inside */
  N_COLUMNS
} Column;

#define BW_TYPE_HOUR_ROW (bw_hour_row_get_type ())
G_DECLARE_FINAL_TYPE (BwHourRow, bw_hour_row, BW, HOUR_ROW, GObject)

struct _BwHourRow
{
  GObject parent_instance;

  char *cells[N_COLUMNS];
  gboolean flagged;
};

G_DEFINE_FINAL_TYPE (BwHourRow, bw_hour_row, G_TYPE_OBJECT)

struct _BwHoursDialog
{
  AdwWindow parent_instance;

  /* Template children. */
  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  GtkColumnView *table;

  /* Owned. */
  GListStore *rows;
  guint narrow_id;

  /* Borrowed from the table. */
  GtkColumnViewColumn *columns[N_COLUMNS];
  gboolean has_scores;
  gboolean has_came;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (BwHoursDialog, bw_hours_dialog, ADW_TYPE_WINDOW)

static void
bw_hour_row_finalize (GObject *object)
{
  BwHourRow *self = BW_HOUR_ROW (object);

  for (guint i = 0; i < N_COLUMNS; i++)
    g_free (self->cells[i]);
  G_OBJECT_CLASS (bw_hour_row_parent_class)->finalize (object);
}

static void
bw_hour_row_class_init (BwHourRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_hour_row_finalize;
}

static void
bw_hour_row_init (BwHourRow *self)
{
}

static int
percent (double share)
{
  return (int) lround (100 * share);
}

/* Two figures wide, so that columns line up under titles that stand at the left. */
static char *
pad (int number)
{
  return g_strdup_printf ("%s%d", number < 10 ? "\u2007" : "", number);
}

static char *
pad_percent (double share)
{
  g_autofree char *number = pad (percent (share));

  /* Translators: a number of percent */
  return g_strdup_printf (_("%s %%"), number);
}

static char *
format_hour (GTimeZone *zone,
             gint64     time_ms)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_ms / BW_TIME_SECOND);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autofree char *day = g_date_time_format (local, "%a");
  g_autofree char *clock = bw_plot_format_clock (zone, time_ms);

  /* Translators: short weekday, time: "Thu 15:00" */
  return g_strdup_printf (_("%s %s"), day, clock);
}

/* "36 inside, 71 outside" */
static char *
format_came (const BwOutlook *outlook,
             guint            k)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; outlook->came && i < outlook->came->len; i++)
    {
      const BwCame *came = &g_array_index (outlook->came, BwCame, i);

      if (came->hour != k)
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      /* Translators: a reading in milliseconds, inside or outside of the band */
      g_string_append_printf (text, came->inside ? _("%.0f inside") : _("%.0f outside"),
                              came->value_ms);
    }
  return g_string_free (text, FALSE);
}

static BwHourRow *
make_row (const BwOutlook *outlook,
          guint            k,
          gboolean         flagged)
{
  const BwForecastHour *hour = &outlook->forecast->hours[k];
  BwHourRow *row = g_object_new (BW_TYPE_HOUR_ROW, NULL);

  row->flagged = flagged;
  row->cells[COLUMN_HOUR] = format_hour (outlook->zone, hour->time_ms);
  row->cells[COLUMN_SCORE] = pad (bw_zone_shown_score (hour->score));
  row->cells[COLUMN_ZONE] = g_strdup_printf ("%s %s", bw_zone_get_shape (hour->zone),
                                             bw_zone_get_name (hour->zone));
  row->cells[COLUMN_BOTH] = g_strdup_printf ("%s %s %s", row->cells[COLUMN_SCORE],
                                             bw_zone_get_shape (hour->zone),
                                             bw_zone_get_name (hour->zone));
  row->cells[COLUMN_BAND] = g_strdup_printf ("%d–%d", bw_zone_shown_score (hour->score_low),
                                             bw_zone_shown_score (hour->score_high));
  row->cells[COLUMN_GREEN] = pad_percent (hour->p_green);
  row->cells[COLUMN_YELLOW] = pad_percent (hour->p_yellow);
  row->cells[COLUMN_RED] = pad_percent (hour->p_red);
  row->cells[COLUMN_CHANCES] = g_strdup_printf ("%d/%d/%d", percent (hour->p_green),
                                                percent (hour->p_yellow), percent (hour->p_red));
  row->cells[COLUMN_MS] = g_strdup_printf ("%.0f (%.0f–%.0f)", hour->median_ms, hour->low_ms,
                                           hour->high_ms);
  row->cells[COLUMN_CAME] = format_came (outlook, k);
  return row;
}

static void
on_setup_cell (GtkSignalListItemFactory *factory,
               GtkListItem              *item,
               gpointer                  data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  /* An hour may have many readings. */
  gtk_label_set_wrap (GTK_LABEL (label), GPOINTER_TO_INT (data) == COLUMN_CAME);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (item, label);
}

static void
on_bind_cell (GtkSignalListItemFactory *factory,
              GtkListItem              *item,
              gpointer                  data)
{
  BwHourRow *row = gtk_list_item_get_item (item);
  GtkWidget *label = gtk_list_item_get_child (item);

  gtk_label_set_label (GTK_LABEL (label), row->cells[GPOINTER_TO_INT (data)]);
  if (row->flagged)
    {
      g_autoptr (PangoAttrList) bold = pango_attr_list_new ();

      pango_attr_list_insert (bold, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
      gtk_label_set_attributes (GTK_LABEL (label), bold);
    }
  else
    {
      gtk_label_set_attributes (GTK_LABEL (label), NULL);
    }
}

static const char *
get_column_title (Column column)
{
  switch (column)
    {
    case COLUMN_HOUR:
      return _("Hour");
    case COLUMN_SCORE:
      return _("Score");
    case COLUMN_ZONE:
      return _("Zone");
    case COLUMN_BOTH:
      return _("Score");
    case COLUMN_BAND:
      /* xgettext:no-c-format */
      return _("80 % band");
    case COLUMN_GREEN:
      return _("● Green");
    case COLUMN_YELLOW:
      return _("◆ Yellow");
    case COLUMN_RED:
      return _("■ Red");
    case COLUMN_CHANCES:
      return "●/◆/■ %";
    case COLUMN_MS:
      return _("ms");
    case COLUMN_CAME:
      return _("Came, ms");
    case N_COLUMNS:
    default:
      g_assert_not_reached ();
    }
}

static void
show_columns (BwHoursDialog *self)
{
  for (Column i = 0; i < N_COLUMNS; i++)
    {
      gboolean scores = i != COLUMN_HOUR && i != COLUMN_MS && i != COLUMN_CAME;
      gboolean only_wide = i == COLUMN_SCORE || i == COLUMN_ZONE || i == COLUMN_GREEN
                           || i == COLUMN_YELLOW || i == COLUMN_RED
                           || (i == COLUMN_MS && self->has_scores);
      gboolean only_narrow = i == COLUMN_BOTH || i == COLUMN_CHANCES;
      /* What came stands in their place, of a day that is looked back on. */
      gboolean gives_way = i == COLUMN_CHANCES && self->has_came;

      gtk_column_view_column_set_visible (self->columns[i],
                                          (!scores || self->has_scores)
                                            && (i != COLUMN_CAME || self->has_came)
                                            && !(only_wide && self->narrow) && !gives_way
                                            && !(only_narrow && !self->narrow));
    }
}

static gboolean
on_width_settled (gpointer user_data)
{
  BwHoursDialog *self = user_data;
  gboolean narrow = gtk_widget_get_width (GTK_WIDGET (self)) < NARROW_BELOW;

  self->narrow_id = 0;
  if (self->narrow != narrow)
    {
      self->narrow = narrow;
      show_columns (self);
    }
  return G_SOURCE_REMOVE;
}

static void
bw_hours_dialog_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  BwHoursDialog *self = BW_HOURS_DIALOG (widget);

  GTK_WIDGET_CLASS (bw_hours_dialog_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->narrow != (width < NARROW_BELOW) && self->narrow_id == 0)
    self->narrow_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_width_settled, self, NULL);
}

static void
on_copy (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  BwHoursDialog *self = BW_HOURS_DIALOG (widget);
  g_autofree char *text = bw_hours_dialog_to_text (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_("Table copied")));
}

static void
bw_hours_dialog_dispose (GObject *object)
{
  BwHoursDialog *self = BW_HOURS_DIALOG (object);

  g_clear_handle_id (&self->narrow_id, g_source_remove);
  g_clear_object (&self->rows);
  G_OBJECT_CLASS (bw_hours_dialog_parent_class)->dispose (object);
}

static void
bw_hours_dialog_class_init (BwHoursDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_hours_dialog_dispose;
  widget_class->size_allocate = bw_hours_dialog_size_allocate;

  gtk_widget_class_install_action (widget_class, "table.copy", NULL, on_copy);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "table.copy",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/beatwise/Beatwise/ui/"
                                                             "bw-hours-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwHoursDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, BwHoursDialog, title);
  gtk_widget_class_bind_template_child (widget_class, BwHoursDialog, table);
}

static void
bw_hours_dialog_init (BwHoursDialog *self)
{
  GtkSingleSelection *selection;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_list_store_new (BW_TYPE_HOUR_ROW);
  selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->rows)));
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);

  for (Column i = 0; i < N_COLUMNS; i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

      g_signal_connect (factory, "setup", G_CALLBACK (on_setup_cell), GINT_TO_POINTER (i));
      g_signal_connect (factory, "bind", G_CALLBACK (on_bind_cell), GINT_TO_POINTER (i));
      self->columns[i] = gtk_column_view_column_new (get_column_title (i), factory);
      gtk_column_view_column_set_expand (self->columns[i], TRUE);
      gtk_column_view_append_column (self->table, self->columns[i]);
      g_object_unref (self->columns[i]);
    }
}

BwHoursDialog *
bw_hours_dialog_new (GtkWindow          *parent,
                     const BwOutlook    *outlook,
                     const BwThresholds *thresholds)
{
  const BwForecast *forecast = outlook->forecast;
  BwHoursDialog *self = g_object_new (BW_TYPE_HOURS_DIALOG, "transient-for", parent, NULL);
  g_autofree char *date = bw_forecast_figure_format_date (outlook->zone, forecast->issued_ms);
  /* Translators: %s is a date and time */
  g_autofree char *subtitle = g_strdup_printf (_("24 hours after %s"), date);
  int width = parent ? gtk_widget_get_width (GTK_WIDGET (parent)) : 0;

  adw_window_title_set_subtitle (self->title, subtitle);
  self->has_scores = bw_forecast_has_scores (forecast);
  self->has_came = outlook->came && outlook->came->len > 0;
  self->narrow = width > 0 && width < NARROW_BELOW;
  if (self->narrow)
    gtk_window_set_default_size (GTK_WINDOW (self), width, 560);
  for (guint i = 0; i < forecast->n_hours; i++)
    {
      g_autoptr (BwHourRow) row
          = make_row (outlook, i,
                      self->has_scores && bw_thresholds_flag (thresholds, &forecast->hours[i]));

      g_list_store_append (self->rows, row);
    }
  show_columns (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->table));
  return self;
}

char *
bw_hours_dialog_to_text (BwHoursDialog *self)
{
  GString *text = g_string_new (NULL);
  guint n;

  g_return_val_if_fail (BW_IS_HOURS_DIALOG (self), NULL);

  n = g_list_model_get_n_items (G_LIST_MODEL (self->rows));
  for (guint i = 0; i <= n; i++)
    {
      g_autoptr (BwHourRow) row = i > 0 ? g_list_model_get_item (G_LIST_MODEL (self->rows), i - 1)
                                        : NULL;
      gboolean first = TRUE;

      for (Column column = 0; column < N_COLUMNS; column++)
        {
          const char *cell;

          if (column == COLUMN_BOTH || column == COLUMN_CHANCES
              || (column == COLUMN_CAME && !self->has_came)
              || (!self->has_scores && column != COLUMN_HOUR && column != COLUMN_MS
                  && column != COLUMN_CAME))
            continue;
          cell = row ? row->cells[column] : get_column_title (column);
          if (g_str_has_prefix (cell, "\u2007"))
            cell += strlen ("\u2007");
          g_string_append_printf (text, "%s%s", first ? "" : "\t", cell);
          first = FALSE;
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
