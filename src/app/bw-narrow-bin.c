/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-narrow-bin.h"

#define NARROW_BELOW 600

struct _BwNarrowBin
{
  AdwBin parent_instance;

  guint settle_id;
  int width;
  int below;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (BwNarrowBin, bw_narrow_bin, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_BELOW,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
settle (BwNarrowBin *self)
{
  gboolean narrow = self->width < self->below;

  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static gboolean
on_settled (gpointer user_data)
{
  BwNarrowBin *self = user_data;

  self->settle_id = 0;
  settle (self);
  return G_SOURCE_REMOVE;
}

/* The layout may not change while it is being made: it does so before the next frame. */
static void
settle_soon (BwNarrowBin *self)
{
  if (self->narrow != (self->width < self->below) && self->settle_id == 0)
    self->settle_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, on_settled, self, NULL);
}

static int
least_width (GtkWidget *child)
{
  int minimum;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* Text that breaks is as high as its width makes it. */
static GtkSizeRequestMode
bw_narrow_bin_get_request_mode (GtkWidget *widget)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  return child != NULL ? gtk_widget_get_request_mode (child) : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
bw_narrow_bin_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child == NULL)
    return;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
      /* The width-request, which GTK adds by itself, is the least. */
      *minimum = 0;
    }
  else
    {
      gtk_widget_measure (child, orientation,
                          for_size < 0 ? for_size : MAX (for_size, least_width (child)), minimum,
                          natural, NULL, NULL);
    }
}

static void
bw_narrow_bin_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  BwNarrowBin *self = BW_NARROW_BIN (widget);
  GtkWidget *child = adw_bin_get_child (ADW_BIN (widget));

  if (child != NULL)
    gtk_widget_allocate (child, MAX (width, least_width (child)), height, baseline, NULL);
  self->width = width;
  settle_soon (self);
}

static void
bw_narrow_bin_get_property (GObject    *object,
                            guint       id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_BELOW:
      g_value_set_int (value, BW_NARROW_BIN (object)->below);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, BW_NARROW_BIN (object)->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_narrow_bin_set_property (GObject      *object,
                            guint         id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_BELOW:
      BW_NARROW_BIN (object)->below = g_value_get_int (value);
      if (BW_NARROW_BIN (object)->width > 0)
        settle_soon (BW_NARROW_BIN (object));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_narrow_bin_dispose (GObject *object)
{
  g_clear_handle_id (&BW_NARROW_BIN (object)->settle_id, g_source_remove);
  G_OBJECT_CLASS (bw_narrow_bin_parent_class)->dispose (object);
}

static void
bw_narrow_bin_class_init (BwNarrowBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_narrow_bin_get_property;
  object_class->set_property = bw_narrow_bin_set_property;
  object_class->dispose = bw_narrow_bin_dispose;
  widget_class->get_request_mode = bw_narrow_bin_get_request_mode;
  widget_class->measure = bw_narrow_bin_measure;
  widget_class->size_allocate = bw_narrow_bin_size_allocate;

  properties[PROP_BELOW]
      = g_param_spec_int ("below", NULL, NULL, 1, G_MAXINT, NARROW_BELOW,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
bw_narrow_bin_init (BwNarrowBin *self)
{
  /* In the place of AdwBin's, which would hand the contents' least width on. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

gboolean
bw_narrow_bin_get_narrow (BwNarrowBin *self)
{
  g_return_val_if_fail (BW_IS_NARROW_BIN (self), FALSE);

  return self->narrow;
}

void
bw_narrow_bin_expect_width (BwNarrowBin *self,
                            int          width)
{
  g_return_if_fail (BW_IS_NARROW_BIN (self));

  self->width = width;
  settle (self);
}
